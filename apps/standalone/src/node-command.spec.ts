import { describe, expect, it } from '@jest/globals';
import { parseNodeCommand } from './node-command.js';
import { StartFailure } from './start-failure.js';

const tell = (): void => undefined;

describe('The command line of the node', () => {
  it('needs nothing', async () => {
    const options = await parseNodeCommand([], tell);
    expect(options).toEqual({ dataDir: expect.stringMatching(/\/\.data$/), processes: false, tell });
  });

  it('takes processes, residents, folder and port', async () => {
    const options = await parseNodeCommand(['--processes', '--residents', '2000', '--data', '/x', '--port', '8420'], tell);
    expect(options).toEqual({ dataDir: '/x', processes: true, residents: 2000, port: 8420, tell });
  });

  it.each([
    [['--residents', '4']],
    [['--residents', '-1']],
    [['--residents', '1e3']],
    [['--residents', '99999999']],
    [['--port', '0']],
    [['--port', '65536']],
    [['--prot', '1']],
    [['start']],
  ])('refuses %j with its usage', async (args) => {
    const refusal = await parseNodeCommand(args, tell).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartFailure);
    expect(refusal).toMatchObject({ exitCode: 2, message: expect.stringContaining('Usage: npm start') });
  });

  it('refuses a servers file that is not there with a sentence', async () => {
    await expect(parseNodeCommand(['--servers', '/nowhere.json'], tell)).rejects.toThrow(/Cannot read the configuration/);
  });
});
