import { type DynamicModule, Module } from '@nestjs/common';
import { type Health, OperationsModule, useCase } from '@shutong/platform';
import { Directory, TokenVerifier } from '@shutong/trust';
import type { Registry } from 'prom-client';
import { BearerGuard } from './adapters/http/bearer.guard.js';
import { EntriesController } from './adapters/http/entries.controller.js';
import { ProofsController } from './adapters/http/proofs.controller.js';
import { PublicController } from './adapters/http/public.controller.js';
import { TilesController } from './adapters/http/tiles.controller.js';
import { Heads } from './application/heads.js';
import { LogRecords } from './application/log-records.port.js';
import { ProveInLog } from './application/prove-in-log.js';
import { ReadLog } from './application/read-log.js';
import { StoredTree } from './application/stored-tree.js';

export interface AuditParts {
  readonly health: Health;
  readonly registry: Registry;
  readonly records: LogRecords;
  readonly directory: Directory;
  readonly tokens: TokenVerifier;
}

@Module({})
export class AuditModule {
  static of({ health, registry, records, directory, tokens }: AuditParts): DynamicModule {
    return {
      module: AuditModule,
      imports: [OperationsModule.of(health, registry)],
      controllers: [PublicController, TilesController, ProofsController, EntriesController],
      providers: [
        BearerGuard,
        { provide: LogRecords, useValue: records },
        { provide: Directory, useValue: directory },
        { provide: TokenVerifier, useValue: tokens },
        useCase(Heads, [LogRecords]),
        useCase(StoredTree, [LogRecords]),
        useCase(ReadLog, [LogRecords, Heads, StoredTree]),
        useCase(ProveInLog, [Heads, StoredTree]),
      ],
    };
  }
}
