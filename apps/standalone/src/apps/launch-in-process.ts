import { AUDIT_CONFIG_SCHEMA, startAudit } from '@shutong/audit';
import { CONNECTOR_CONFIG_SCHEMA, startConnector } from '@shutong/connector';
import { GATEWAY_CONFIG_SCHEMA, startGateway } from '@shutong/gateway';
import { NOTARY_CONFIG_SCHEMA, startNotary } from '@shutong/notary';
import { type AppContext, readConfig, type RunningApp, traitsOfError } from '@shutong/platform';
import type { NodeHome } from '../node-home.js';
import type { NodeLife } from '../node-life.js';
import { PartLog } from '../part-log.js';
import { StartFailure } from '../start-failure.js';
import type { AppRole, Launcher } from './launched-app.js';

type Starter = (configFile: string, context: AppContext) => Promise<RunningApp>;

function starter<C>(start: (config: C, context: AppContext) => Promise<RunningApp>, schema: object): Starter {
  return async (configFile, context) => start(await readConfig<C>(configFile, schema), context);
}

/** The same start functions and configuration schemas that the apps' own `main.ts` use. */
const STARTERS: Readonly<Record<AppRole, Starter>> = {
  notary: starter(startNotary, NOTARY_CONFIG_SCHEMA),
  audit: starter(startAudit, AUDIT_CONFIG_SCHEMA),
  connector: starter(startConnector, CONNECTOR_CONFIG_SCHEMA),
  gateway: starter(startGateway, GATEWAY_CONFIG_SCHEMA),
};

/** Launches apps inside this process; one that cannot go on ends the node. */
export function launchInProcess(home: NodeHome, life: NodeLife, tell: (sentence: string) => void): Launcher {
  return async ({ role, code, configFile }) => {
    const log = new PartLog(home, code, tell);
    const fatal = (exitCode: number, sentence: string): void => {
      life.fatal(exitCode, `${code}: ${sentence}`);
    };
    try {
      const app = await STARTERS[role](configFile, { log, fatal });
      const stop = async (): Promise<void> => {
        await app.stop();
        await log.close();
      };
      return { name: app.name, url: app.url, stop };
    } catch (error) {
      log.error(traitsOfError(error), 'The app could not start.');
      await log.close();
      throw new StartFailure(1, `${code} could not start: see ${log.file}.`);
    }
  };
}
