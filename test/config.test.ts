import { describe, expect, it } from 'vitest';
import { readConfig, shortSecrets } from '../src/config.ts';
import { ENVIRONMENT } from './support/doors.ts';

describe('the settings', () => {
  it('have defaults that need nothing', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: 'sqlite:./data/ventanilla.db',
      telegram: undefined,
      twilio: undefined,
      logLevel: 'info',
    });
  });
  it('turn the channels on', () => {
    expect(readConfig(ENVIRONMENT)).toMatchObject({
      telegram: { mode: 'webhook' },
      twilio: { smsFrom: '+15005550200' },
      publicUrl: 'https://bot.example.org',
    });
  });
  it('poll Telegram where there is no public address', () => {
    expect(readConfig({ TELEGRAM_BOT_TOKEN: '1:a' }).telegram?.mode).toBe('polling');
  });
  it('leave connection overrides and a trailing slash out of what is signed', () => {
    expect(readConfig({ ...ENVIRONMENT, PUBLIC_URL: 'https://bot.example.org/#rc=5&rp=all' }).publicUrl).toBe(
      'https://bot.example.org',
    );
  });
  it('take two tokens while one is being replaced', () => {
    expect(readConfig({ ...ENVIRONMENT, TWILIO_AUTH_TOKEN: 'new,old' }).twilio?.authTokens).toEqual(['new', 'old']);
  });

  it('take short secrets, and say which', () => {
    const fifteen = 'x'.repeat(15);
    const short = (change: Record<string, string | undefined>) =>
      shortSecrets(readConfig({ ...ENVIRONMENT, ...change }));
    expect(short({ WORKSHOP_TOKEN: undefined })).toEqual([]);
    expect(short({ WORKSHOP_TOKEN: '1234' })).toEqual(['WORKSHOP_TOKEN']);
    expect(short({ WORKSHOP_TOKEN: fifteen, TELEGRAM_WEBHOOK_SECRET: fifteen })).toEqual([
      'WORKSHOP_TOKEN',
      'TELEGRAM_WEBHOOK_SECRET',
    ]);
    expect(short({ WORKSHOP_TOKEN: `${fifteen}x`, TELEGRAM_WEBHOOK_SECRET: `${fifteen}x` })).toEqual([]);
    // Where updates are fetched nobody is asked for it.
    expect(short({ TELEGRAM_MODE: 'polling', TELEGRAM_WEBHOOK_SECRET: '1' })).toEqual([]);
  });

  const refused: readonly (readonly [string, Record<string, string | undefined>])[] = [
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: '' }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_WEBHOOK_SECRET: '  ' }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_WEBHOOK_SECRET: undefined }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_WEBHOOK_SECRET: 'not allowed!' }],
    ['TELEGRAM_MODE', { TELEGRAM_MODE: 'pull' }],
    ['TWILIO_AUTH_TOKEN', { TWILIO_AUTH_TOKEN: '' }],
    ['TWILIO_AUTH_TOKEN', { TWILIO_AUTH_TOKEN: 'a,' }],
    ['TWILIO_AUTH_TOKEN', { TWILIO_AUTH_TOKEN: undefined }],
    ['TWILIO_ACCOUNT_SID', { TWILIO_ACCOUNT_SID: undefined }],
    ['PUBLIC_URL', { PUBLIC_URL: undefined, TELEGRAM_MODE: 'polling' }],
    ['PUBLIC_URL', { PUBLIC_URL: undefined, TELEGRAM_MODE: 'webhook' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'bot.example.org' }],
    ['PERSON_KEY', { PERSON_KEY: '' }],
    ['PERSON_KEY', { PERSON_KEY: 'short' }],
    ['PERSON_KEY', { DATABASE_URL: 'postgres://localhost/x' }],
    ['PERSON_KEY', { DATABASE_URL: 'POSTGRESQL://localhost/x' }],
    ['WORKSHOP_TOKEN', { WORKSHOP_TOKEN: '' }],
    ['PORT', { PORT: 'http' }],
    ['NOW', { NOW: 'yesterday' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ];
  it.each(refused)('refuse to start with one line that names %s: %j', (variable, change) => {
    let message = '';
    try {
      readConfig({ ...ENVIRONMENT, ...change });
    } catch (cause) {
      message = (cause as Error).message;
    }
    expect(message).toMatch(new RegExp(`^${variable}[^\n]*$`));
  });
});
