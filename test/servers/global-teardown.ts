interface TestServers {
  stopTestServers?: () => Promise<void>;
}

/** Stops what global-setup.ts started, in the same process. */
export default async function tearDown(): Promise<void> {
  await (globalThis as TestServers).stopTestServers?.();
}
