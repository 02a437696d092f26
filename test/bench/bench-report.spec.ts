import { describe, expect, it } from '@jest/globals';
import { ratiosOf } from './bench-report.js';
import { type Row } from './rounds.js';

function aRow(path: Row['path'], clients: number, rps: number): Row {
  return {
    path,
    departments: 1,
    clients,
    rps,
    p50: 1,
    p95: 2,
    p99: 3,
    errors: 0,
    statuses: { '200': rps },
    cpuMsPerRequest: 1,
    cpuMsByProcess: {},
    generatorCpuMs: 0.1,
    busyCores: 2,
  };
}

describe('the ratios of a benchmark', () => {
  it('compare requests per second at the same number of clients, by departments and clients', () => {
    const rows = [
      aRow('governed', 32, 1_500),
      aRow('nest-rpc', 32, 1_000),
      aRow('governed', 128, 3_333),
      aRow('nest-rpc', 128, 1_000),
    ];
    expect(ratiosOf(rows)).toEqual({ 'governed/nest-rpc': { '1': { '32': 1.5, '128': 3.33 } } });
  });

  it('say nothing where the rival was not measured', () => {
    expect(ratiosOf([aRow('governed', 32, 1_500)])).toEqual({ 'governed/nest-rpc': { '1': {} } });
  });
});
