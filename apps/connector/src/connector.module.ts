import { type DynamicModule, Module } from '@nestjs/common';
import { DeadLetters } from '@shutong/bus';
import { type Health, OperationsModule } from '@shutong/platform';
import type { Registry } from 'prom-client';
import { CatalogueController } from './adapters/kafka/catalogue.controller.js';
import { DispatchController } from './adapters/kafka/dispatch.controller.js';
import { TakeDispatch } from './application/take-dispatch.js';
import { TakePublication } from './application/take-publication.js';

/** What the two readers need; built and ended by `startConnector`, in an order that Nest's hooks do not promise. */
export interface ConnectorParts {
  readonly health: Health;
  readonly registry: Registry;
  readonly dispatch: TakeDispatch;
  readonly publications: TakePublication;
  readonly dead: DeadLetters;
}

@Module({})
export class ConnectorModule {
  static of({ health, registry, dispatch, publications, dead }: ConnectorParts): DynamicModule {
    return {
      module: ConnectorModule,
      imports: [OperationsModule.of(health, registry)],
      controllers: [DispatchController, CatalogueController],
      providers: [
        { provide: TakeDispatch, useValue: dispatch },
        { provide: TakePublication, useValue: publications },
        { provide: DeadLetters, useValue: dead },
      ],
    };
  }
}
