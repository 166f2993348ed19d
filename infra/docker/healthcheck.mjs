/** Succeeds when the process of this container is ready; for the health checks of docker-compose.yml. */
const port = process.env.HTTP_PORT ?? '4000';
const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4000) }).catch(() => undefined);
process.exit(response?.ok ? 0 : 1);
