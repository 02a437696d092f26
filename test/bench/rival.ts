/** The rival: Nest's documented Kafka RPC with its defaults, reading the same row behind the same HTTP route. No log, no decision, no check. */
import 'reflect-metadata';
import { Body, Controller, HttpCode, Inject, Module, type OnApplicationBootstrap, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientKafka, ClientsModule, MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { firstValueFrom } from 'rxjs';
import { type RivalConfig } from './rival-config.js';

const config = JSON.parse(process.argv[2] ?? '{}') as RivalConfig;
const client = { clientId: `rival-${config.role}`, brokers: [...config.brokers] };

@Controller()
class FrontController implements OnApplicationBootstrap {
  constructor(@Inject('KAFKA') private readonly kafka: ClientKafka) {}

  async onApplicationBootstrap(): Promise<void> {
    this.kafka.subscribeToResponseOf(config.topic);
    await this.kafka.connect();
  }

  @Post('v1/datasets/D01/query')
  @HttpCode(200)
  query(@Body() body: { keys: { idNo: string } }): Promise<unknown> {
    return firstValueFrom(this.kafka.send(config.topic, body.keys));
  }
}

const kafkaClient = { client, consumer: { groupId: 'rival' } };

@Module({
  imports: [ClientsModule.register([{ name: 'KAFKA', transport: Transport.KAFKA, options: kafkaClient }])],
  controllers: [FrontController],
})
class FrontModule {}

const pool = new pg.Pool({ ...config.source, max: config.connections, idleTimeoutMillis: 0 });

@Controller()
class SourceController {
  @MessagePattern(config.topic)
  async answer(@Payload() keys: { idNo: string }): Promise<{ data: unknown[] }> {
    return { data: (await pool.query({ name: 'row', text: config.select, values: [keys.idNo] })).rows };
  }
}

@Module({ controllers: [SourceController] })
class SourceModule {}

if (config.role === 'front') {
  const app = await NestFactory.create<NestFastifyApplication>(FrontModule, new FastifyAdapter(), { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  process.send?.({ ready: true, url: await app.getUrl() });
} else {
  const transport = { transport: Transport.KAFKA as const, options: { client, consumer: { groupId: 'rival' } } };
  await (await NestFactory.createMicroservice(SourceModule, { ...transport, logger: ['error'] })).listen();
  process.send?.({ ready: true, url: '' });
}
