import { awaitOk } from '../await-http.js';
import type { NodeHome } from '../node-home.js';
import type { NodeLife } from '../node-life.js';
import type { NodeOptions } from '../node-options.js';
import { launchForked } from './launch-forked.js';
import { launchInProcess } from './launch-in-process.js';
import type { AppPlan, LaunchedApp, Launcher } from './launched-app.js';

const READY_PATIENCE_MS = 30_000;

/** The node's apps, in this process or each in its own; the composition does not see which. */
export class AppFleet {
  private readonly launcher: Launcher;
  private readonly launched: { readonly plan: AppPlan; readonly app: LaunchedApp }[] = [];

  constructor(
    home: NodeHome,
    private readonly life: NodeLife,
    { processes = false, tell }: NodeOptions,
  ) {
    this.launcher = processes ? launchForked(home, life) : launchInProcess(home, life, tell);
  }

  /** Starts an app and waits until it is ready. Resolves with its root URL. */
  async launch(plan: AppPlan): Promise<string> {
    const app = await this.launcher(plan);
    this.life.add(plan.code, () => app.stop());
    this.launched.push({ plan, app });
    await awaitOk(`${app.url}/readyz`, READY_PATIENCE_MS);
    return app.url;
  }

  /** This process, and those of the apps that have their own. */
  processes(): readonly { readonly name: string; readonly pid: number }[] {
    const own = this.launched.flatMap(({ plan, app }) => (app.pid === undefined ? [] : [{ name: plan.role, pid: app.pid }]));
    return [{ name: 'node', pid: process.pid }, ...own];
  }
}
