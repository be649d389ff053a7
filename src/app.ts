import type { FastifyInstance } from 'fastify';
import { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Clock } from './base/clock.ts';
import { createKeys } from './base/keys.ts';
import { createSeal } from './base/seal.ts';
import type { Channel, ChannelName } from './channel/channel.ts';
import { createSms } from './channel/sms.ts';
import { acknowledge, createTelegram, readTelegram } from './channel/telegram.ts';
import { createTwilioClient } from './channel/twilio-client.ts';
import { createWhatsapp } from './channel/whatsapp.ts';
import type { Config } from './config.ts';
import type { Release } from './content/release.ts';
import type { SourceFile } from './content/tree.ts';
import { createAcknowledge } from './delivery/acknowledge.ts';
import { createDeliver } from './delivery/deliver.ts';
import { listQuestions } from './delivery/list-questions.ts';
import { openLiveRelease } from './delivery/live-release.ts';
import { createQuestions } from './delivery/questions.ts';
import { createReceive } from './delivery/receive.ts';
import { createGuard } from './server/guard.ts';
import { healthRoutes, storeNotes } from './server/health.ts';
import { errorFields } from './server/log.ts';
import { createMetrics, metricsRoute } from './server/metrics.ts';
import { pollTelegram } from './server/polling.ts';
import { releaseNotes } from './server/releases.ts';
import { createServer } from './server/server.ts';
import { telegramDoor } from './server/telegram.ts';
import { twilioDoor } from './server/twilio.ts';
import { openWorkshop } from './server/workshop.ts';
import { keptKeys } from './store/kept-keys.ts';
import { openStore } from './store/open.ts';
import { createPatience } from './store/patient.ts';

export interface App {
  readonly server: FastifyInstance;
  /** One line a channel: on, or off and which variable turns it on. */
  readonly channels: readonly string[];
  /** The release that answers now, and where it is from. */
  readonly release: () => Release;
  readonly releaseFrom: () => 'store' | 'folder';
  /** Makes what the first message would else have to wait for. */
  readonly prepare: () => Promise<void>;
  /** Takes nothing new in, finishes what began, closes the store. */
  readonly close: () => Promise<void>;
}

const OUTBOX_EVERY_MS = 1000;
const RELEASE_EVERY_MS = 5000;
const SWEEP_EVERY_MS = 10 * 60_000;
/** Under the time that main.ts and containers grant; what a dead store or provider still holds then is given up. */
const CLOSE_MS = 8000;

/** The composition root: the one place that knows every room. */
export const createApp = async (
  config: Config,
  files: readonly SourceFile[],
  clock: Clock,
  log: Logger,
  /** The folder of the files, where it is one that an editor may be working in. */
  dir?: string,
): Promise<App> => {
  const personKeys = config.personKeys ?? keptKeys(config.databaseUrl);
  const keys = createKeys(personKeys);
  const seal = createSeal(personKeys);
  const store = await openStore(config.databaseUrl);
  const metrics = createMetrics();
  const now = clock.now;
  const live = await openLiveRelease({
    releases: store.releases,
    files,
    pace: clock,
    note: releaseNotes(log, metrics),
    // Open connections would keep the program from ending.
  }).catch((cause: unknown) => store.close().then(() => Promise.reject(cause)));

  const channels = new Map<ChannelName, Channel>();
  const { telegram, twilio } = config;
  const api =
    telegram &&
    new Api(telegram.token, { timeoutSeconds: 10, ...(telegram.apiRoot ? { apiRoot: telegram.apiRoot } : {}) });
  if (api) channels.set('telegram', createTelegram({ api }));
  if (twilio) {
    const client = createTwilioClient(twilio);
    if (twilio.smsFrom) channels.set('sms', createSms({ from: twilio.smsFrom, client }));
    if (twilio.whatsappFrom) channels.set('whatsapp', createWhatsapp({ from: twilio.whatsappFrom, client }));
  }

  const questions = createQuestions({
    store,
    keys,
    now,
    failed: (cause) => log.warn(errorFields(cause), 'questions'),
  });
  const patience = createPatience({ store, clock, changed: storeNotes(log, metrics) });
  const { receive, drained } = createReceive({
    questions,
    store: patience.begin,
    keys,
    seal,
    channels,
    release: live.release,
    now,
    note: (note) => {
      metrics.turns.inc({ channel: note.channel, outcome: note.outcome });
      log.info(note, 'turn');
    },
  });
  const { deliverDue, settled } = createDeliver({
    store,
    seal,
    channels,
    now,
    monotonic: clock.monotonic,
    note: ({ channel, kind, reason }) => {
      metrics.sent.inc({ channel, outcome: kind });
      log.info({ channel, kind, reason }, 'sent');
    },
  });
  const deliver = (): Promise<unknown> => deliverDue().catch((cause: unknown) => log.error({ err: cause }, 'outbox'));

  const server = await createServer({ log, metrics, monotonic: clock.monotonic });
  const guard = createGuard({ ...(config.workshopToken ? { token: config.workshopToken } : {}) });
  healthRoutes(server, { store, patience, live, clock });
  metricsRoute(server, metrics, guard);
  const closeWorkshop = openWorkshop(server, {
    live,
    questions: (days) => listQuestions(store, live.release(), now(), days),
    guard,
    clock,
    log,
    folder: dir === undefined || config.publicUrl ? undefined : { dir, files },
  });
  const refused = (door: string) => () => metrics.refused.inc({ door });
  const press = createAcknowledge({
    call: async (id) => api !== undefined && acknowledge(api, id),
    monotonic: clock.monotonic,
    note: (outcome) => metrics.presses.inc({ outcome }),
  });
  if (telegram?.mode === 'webhook' && telegram.secret)
    telegramDoor(server, { secret: telegram.secret, receive, acknowledge: press, refused: refused('telegram') });
  if (twilio && config.publicUrl)
    twilioDoor(server, {
      authTokens: twilio.authTokens,
      publicUrl: config.publicUrl,
      channels: new Set(channels.keys()),
      receive,
      refused: refused('twilio'),
      status: async (sid, status, code) => {
        const first = await store.status(keys.delivery(`status:${sid}:${status}`), now());
        if (first) metrics.statuses.inc({ status, code: code ?? '' });
      },
    });

  const sweep = (): Promise<unknown> =>
    store.sweep(now()).catch((cause: unknown) => log.error({ err: cause }, 'sweep'));
  // Whoever writes after days in which nothing ran begins anew.
  await sweep();
  const lookForRelease = (): Promise<void> =>
    live.look().catch((cause: unknown) => log.warn(errorFields(cause), 'release not looked for'));
  const stops = [
    closeWorkshop,
    clock.every(RELEASE_EVERY_MS, lookForRelease),
    clock.every(OUTBOX_EVERY_MS, deliver),
    clock.every(SWEEP_EVERY_MS, sweep),
  ];
  const poll =
    telegram?.mode === 'polling' && api
      ? pollTelegram({ api, read: readTelegram, receive, acknowledge: press, sleep: clock.sleep, log })
      : undefined;
  return {
    server,
    channels: describeChannels(config, channels),
    release: live.release,
    releaseFrom: live.from,
    prepare: live.prepare,
    close: async () => {
      for (const stop of stops) stop();
      patience.letGo();
      const finish = async (): Promise<void> => {
        await Promise.all([poll?.stop(), server.close(), settled()]);
        await drained();
        await store.close();
      };
      await Promise.race([finish(), clock.sleep(CLOSE_MS)]);
    },
  };
};

const describeChannels = ({ telegram, twilio }: Config, on: ReadonlyMap<ChannelName, Channel>): readonly string[] => [
  telegram ? `telegram: on (${telegram.mode})` : 'telegram: off (TELEGRAM_BOT_TOKEN turns it on)',
  on.has('whatsapp')
    ? 'whatsapp: on'
    : `whatsapp: off (${twilio ? 'TWILIO_WHATSAPP_FROM' : 'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_WHATSAPP_FROM'} turns it on)`,
  on.has('sms')
    ? 'sms: on'
    : `sms: off (${twilio ? 'TWILIO_SMS_FROM' : 'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_SMS_FROM'} turns it on)`,
];
