import { Kafka as KafkaClient, logLevel } from 'kafkajs';

/** Cluster id as a broker tells it; throws while none answers. */
export async function askClusterId(brokers: readonly string[]): Promise<string> {
  const client = new KafkaClient({
    clientId: 'embedded',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 5000,
    retry: { retries: 0 },
  });
  const admin = client.admin();
  try {
    await admin.connect();
    const { brokers: found, clusterId } = await admin.describeCluster();
    if (found.length === 0) throw new Error('no broker has registered yet');
    return clusterId;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
