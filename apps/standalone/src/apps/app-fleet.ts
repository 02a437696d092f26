import { awaitOk } from '../await-http.js';
import type { NodeHome } from '../node-home.js';
import type { NodeLife } from '../node-life.js';
import type { NodeOptions } from '../node-options.js';
import { launchForked } from './launch-forked.js';
import { launchInProcess } from './launch-in-process.js';
import type { AppPlan, LaunchedApp, Launcher } from './launched-app.js';

const READY_PATIENCE_MS = 60_000;

/** The node's apps, in this process or each in its own; the composition does not see which. */
export class AppFleet {
  private readonly launcher: Launcher;
  private readonly launched: { readonly role: string; readonly app: LaunchedApp }[] = [];

  constructor(
    home: NodeHome,
    private readonly life: NodeLife,
    { processes = false, tell }: NodeOptions,
  ) {
    this.launcher = processes ? launchForked(home, life) : launchInProcess(home, life, tell);
  }

  /** Starts an app and waits until it is ready. Resolves with its root URL. */
  async launch(plan: AppPlan): Promise<string> {
    const [url = ''] = await this.launchTogether(plan.code, [plan]);
    return url;
  }

  /** Starts apps that need nothing of each other side by side; so they are stopped, too. */
  async launchTogether(name: string, plans: readonly AppPlan[]): Promise<readonly string[]> {
    const launching = plans.map((plan) => this.launcher(plan));
    this.life.add(name, async () => {
      // A node that ends while apps still start has to end these too.
      const apps = await Promise.allSettled(launching);
      await Promise.all(apps.map(async (app) => app.status === 'fulfilled' && app.value.stop()));
    });
    const apps = await Promise.all(launching);
    for (const [place, app] of apps.entries()) this.launched.push({ role: plans[place]?.role ?? '', app });
    await Promise.all(apps.map(({ url }) => awaitOk(`${url}/readyz`, READY_PATIENCE_MS)));
    return apps.map(({ url }) => url);
  }

  /** This process, and those of the apps that have their own. */
  processes(): readonly { readonly name: string; readonly pid: number }[] {
    const own = this.launched.flatMap(({ role, app }) => (app.pid === undefined ? [] : [{ name: role, pid: app.pid }]));
    return [{ name: 'node', pid: process.pid }, ...own];
  }
}
