/** Where one broker keeps its log and listens. */
export interface BrokerPlace {
  readonly dataFolder: string;
  readonly clientPort: number;
  readonly controllerPort: number;
}

/** Configuration of a single KRaft broker that is its own controller. */
export function serverProperties({ dataFolder, clientPort, controllerPort }: BrokerPlace): string {
  const listeners = `CLIENT://127.0.0.1:${String(clientPort)},CONTROLLER://127.0.0.1:${String(controllerPort)}`;
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${String(controllerPort)}`,
    'controller.listener.names': 'CONTROLLER',
    listeners,
    'advertised.listeners': listeners,
    'listener.security.protocol.map': 'CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'CLIENT',
    'log.dirs': escaped(dataFolder),
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'num.network.threads': '2',
    'num.io.threads': '2',
    // After kill -9 the restarted broker stays fenced until its old session ends: 1.8–2.3 s instead of 10.8–11.5 s (measured).
    'broker.session.timeout.ms': '1000',
    'broker.heartbeat.interval.ms': '250',
    // The default takes 128 MB of a 256 MB heap.
    'log.cleaner.dedupe.buffer.size': '8388608',
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** In a properties file a backslash escapes. */
function escaped(path: string): string {
  return path.replaceAll('\\', '\\\\');
}
