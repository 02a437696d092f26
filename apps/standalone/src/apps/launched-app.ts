import type { RunningApp } from '@shutong/platform';

export type AppRole = 'notary' | 'audit' | 'connector' | 'gateway';

/** What a launcher needs to know of an app. */
export interface AppPlan {
  readonly role: AppRole;
  /** Of the party, as in `gw-1`. */
  readonly code: string;
  readonly configFile: string;
}

export interface LaunchedApp extends RunningApp {
  /** Of its own process; absent when it shares the node's. */
  readonly pid?: number;
}

/** Starts one app on its configuration file. Throws `StartFailure` when it does not come up. */
export type Launcher = (plan: AppPlan) => Promise<LaunchedApp>;
