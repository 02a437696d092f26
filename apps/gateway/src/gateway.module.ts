import { type DynamicModule, Module } from '@nestjs/common';
import { DeadLetters } from '@shutong/bus';
import { type Health, OperationsModule } from '@shutong/platform';
import type { Registry } from 'prom-client';
import { GatewayMetrics } from './adapters/gateway-metrics.js';
import { DatasetsController } from './adapters/http/datasets.controller.js';
import { ExplainController } from './adapters/http/explain.controller.js';
import { FactsController } from './adapters/http/facts.controller.js';
import { OpenApiController } from './adapters/http/open-api.controller.js';
import { QueryController } from './adapters/http/query.controller.js';
import { ReceiptsController } from './adapters/http/receipts.controller.js';
import { CatalogueController } from './adapters/kafka/catalogue.controller.js';
import { RepliesController } from './adapters/kafka/replies.controller.js';
import { AskDataset } from './application/ask-dataset.js';
import { ExplainDecision } from './application/explain-decision.js';
import { FindReceipt } from './application/find-receipt.js';
import { ListDatasets } from './application/list-datasets.js';
import { RelayFact } from './application/relay-fact.js';
import { TakePublication } from './application/take-publication.js';
import { TakeReplies } from './application/take-replies.js';

/** What the controllers need; built and ended by `startGateway`, in an order that Nest's hooks do not promise. */
export interface GatewayParts {
  readonly health: Health;
  readonly registry: Registry;
  readonly metrics: GatewayMetrics;
  readonly ask: AskDataset;
  readonly explain: ExplainDecision;
  readonly facts: RelayFact;
  readonly datasets: ListDatasets;
  readonly receipts: FindReceipt;
  readonly replies: TakeReplies;
  readonly publications: TakePublication;
  readonly dead: DeadLetters;
}

@Module({})
export class GatewayModule {
  static of(parts: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      imports: [OperationsModule.of(parts.health, parts.registry)],
      controllers: [
        QueryController,
        ExplainController,
        FactsController,
        DatasetsController,
        ReceiptsController,
        OpenApiController,
        RepliesController,
        CatalogueController,
      ],
      providers: [
        { provide: GatewayMetrics, useValue: parts.metrics },
        { provide: AskDataset, useValue: parts.ask },
        { provide: ExplainDecision, useValue: parts.explain },
        { provide: RelayFact, useValue: parts.facts },
        { provide: ListDatasets, useValue: parts.datasets },
        { provide: FindReceipt, useValue: parts.receipts },
        { provide: TakeReplies, useValue: parts.replies },
        { provide: TakePublication, useValue: parts.publications },
        { provide: DeadLetters, useValue: parts.dead },
      ],
    };
  }
}
