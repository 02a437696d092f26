import 'reflect-metadata';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type BusFailure } from './bus-failure.js';
import { KafkaBatchServer } from './kafka-batch-server.js';
import { aBus, fresh, freshTopic, until, writeNumbers } from './real-bus.contract.js';
import { type RecordBatch } from './record-batch.js';
import { type Taken } from './subscription.js';

// Joins and rejoins of groups take seconds on a busy machine.
jest.setTimeout(30_000);

const bus = aBus();
const seen: RecordBatch[] = [];

@Controller()
class NumbersController {
  @EventPattern('numbers')
  take(@Payload() batch: RecordBatch): Promise<Taken> {
    if (batch.records.some((record) => String(record.value) === '666')) throw new Error('a bug');
    seen.push(batch);
    return Promise.resolve({ handled: Promise.resolve() });
  }
}

@Module({ controllers: [NumbersController] })
class NumbersModule {}

afterAll(() => bus.close());

async function aService(topic: string, pattern: string, failures: BusFailure[]) {
  const strategy = new KafkaBatchServer({
    bus,
    subscriptions: [{ pattern, topic, groupId: fresh('group'), start: { kind: 'group' } }],
    onCrash: (failure) => failures.push(failure),
  });
  return NestFactory.createMicroservice(NumbersModule, { strategy, logger: false });
}

describe('the transport inside Nest', () => {
  it('hands whole fetches to an event handler and reports what it throws', async () => {
    const topic = await freshTopic(bus);
    const failures: BusFailure[] = [];
    const service = await aService(topic, 'numbers', failures);
    await service.listen();
    await writeNumbers(bus, topic, 50);
    await until(() => seen.flatMap((batch) => batch.records).length === 50);
    expect(seen[0]).toMatchObject({ topic, partition: 0 });
    await writeNumbers(bus, topic, 1, 666);
    await until(() => failures.length === 1);
    expect(failures[0]?.code).toBe('HANDLER_FAILED');
    await service.close();
  });

  it('does not start with a subscription that nobody handles', async () => {
    const topic = await freshTopic(bus);
    const service = await aService(topic, 'letters', []);
    await expect(service.listen()).rejects.toMatchObject({ code: 'HANDLER_MISSING' });
    await service.close();
  });
});
