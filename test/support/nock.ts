import nock from 'nock';
import { afterAll, afterEach, beforeAll } from 'vitest';

/** Intercepts what the tests of one file send, and leaves the next file alone: files share a process. */
export const interceptRequests = (): void => {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
};
