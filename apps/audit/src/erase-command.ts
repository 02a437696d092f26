import { parseArgs } from 'node:util';
import { Pushback } from '@shutong/kernel';
import { ConfigError, readConfig, traitsOfError } from '@shutong/platform';
import { AccessNotRecorded } from './application/access-book.port.js';
import type { ErasureFault } from './application/erase-openings.js';
import { ERASE_CONFIG_SCHEMA, type EraseConfig } from './erase-config.js';
import { readFindRequest } from './find-request.js';
import { type Erasure, openErasure } from './open-erasure.js';

/** Where the command writes: results to the one, sentences about what went wrong to the other. */
export interface ErasePrinter {
  out(line: string): void;
  complain(line: string): void;
}

const INDEX = /^(?:0|[1-9][0-9]{0,14})$/;
const USAGE = 'erase.js --config FILE (erase INDEX | find REQUEST.json)';
const EXIT = { ok: 0, refused: 1, usage: 2, cannotTell: 3, configuration: 78 } as const;

const REFUSALS: Readonly<Record<ErasureFault, string>> = {
  NOT_IN_LOG: 'no signed head covers that entry: submit the opening.erased first, and take the index it was recorded at',
  NOT_AN_ERASURE: 'that entry is no opening.erased: nothing is erased that the log does not name',
};

/**
 * `erase INDEX` carries out an `opening.erased`; `find REQUEST.json` names the entries about a person, as members of one. Resolves
 * with the exit code; 3 when some openings could not be read.
 */
export async function runEraseCommand(args: readonly string[], printer: ErasePrinter): Promise<number> {
  const order = orderIn(args);
  if (order === undefined) {
    printer.complain(`Usage: ${USAGE}`);
    return EXIT.usage;
  }
  try {
    return await carryOut(order, printer);
  } catch (error) {
    printer.complain(sentenceOf(error));
    return error instanceof ConfigError ? EXIT.configuration : EXIT.refused;
  }
}

type Order = { readonly config: string } & ({ readonly erase: number } | { readonly findFor: string });

function orderIn(args: readonly string[]): Order | undefined {
  try {
    const options = { config: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, operand = '', ...rest] = positionals;
    if (values.config === undefined || operand === '' || rest.length > 0) return undefined;
    if (verb === 'find') return { config: values.config, findFor: operand };
    return verb === 'erase' && INDEX.test(operand) ? { config: values.config, erase: Number(operand) } : undefined;
  } catch {
    // An option it does not know: the usage says which there are.
    return undefined;
  }
}

/** Drivers quote values in their messages: only our own are shown. */
function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof AccessNotRecorded) return error.message;
  if (error instanceof Pushback) return 'The database cannot be reached.';
  return `It failed: ${JSON.stringify(traitsOfError(error))}`;
}

async function carryOut(order: Order, printer: ErasePrinter): Promise<number> {
  const erasure = await openErasure(await readConfig<EraseConfig>(order.config, ERASE_CONFIG_SCHEMA));
  try {
    return 'erase' in order ? await erase(erasure, order.erase, printer) : await find(erasure, order.findFor, printer);
  } finally {
    await erasure.close();
  }
}

async function erase({ erase: useCase }: Erasure, index: number, printer: ErasePrinter): Promise<number> {
  const report = await useCase.execute(index);
  if (!report.ok) {
    printer.complain(`Entry ${String(index)} erases nothing: ${REFUSALS[report.failure]}.`);
    return EXIT.refused;
  }
  printer.out(JSON.stringify(report.value));
  return report.value.unreadable === 0 ? EXIT.ok : EXIT.cannotTell;
}

async function find(erasure: Erasure, file: string, printer: ErasePrinter): Promise<number> {
  const { subject, officer } = await readFindRequest(file);
  const { sightings, unreadable, access } = await erasure.findFor(officer).execute(subject);
  const of = sightings.map(({ index }) => index);
  const f = [...new Set(sightings.flatMap(({ fields }) => fields))].toSorted();
  printer.out(JSON.stringify({ access, of, f, unreadable }));
  return unreadable === 0 ? EXIT.ok : EXIT.cannotTell;
}
