import type { Stage } from './stage.js';

/** What became of a scene. */
export interface SceneVerdict {
  readonly ok: boolean;
  /** The claims made, in order. */
  readonly steps: readonly string[];
  /** Codes of the refusal that the scene is about. */
  readonly codes?: readonly string[];
}

/** One scenario or refusal of the domain reference (§9), which can be played alone on a fresh node. */
export interface Scene {
  /** `S01`, `N12` */
  readonly id: string;
  readonly title: string;
  play(stage: Stage): Promise<SceneVerdict>;
}
