import { type DynamicModule, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Health } from './health.js';
import { OperationsController } from './operations.controller.js';

@Module({})
export class OperationsModule {
  /** Gives `Health` and prom-client's `Registry` to the whole app, and the three routes. */
  static of(health: Health, registry: Registry): DynamicModule {
    return {
      module: OperationsModule,
      global: true,
      controllers: [OperationsController],
      providers: [
        { provide: Health, useValue: health },
        { provide: Registry, useValue: registry },
      ],
      exports: [Health, Registry],
    };
  }
}
