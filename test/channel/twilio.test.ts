import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTwilio, type TwilioForm } from '../../src/channel/twilio.ts';
import { twiml } from '../../src/channel/twiml.ts';
import { named, readSpec, withoutSpecs } from './specs.ts';

const form = (given: TwilioForm = {}): TwilioForm => ({
  MessageSid: 'SM1',
  From: '+15005550100',
  To: '+15005550200',
  NumMedia: '0',
  Body: 'hola',
  ...given,
});
const contentOf = (given: TwilioForm) => {
  const read = readTwilio(form(given));
  return 'content' in read ? read.content : read;
};

describe('a form from Twilio', () => {
  test('is an SMS with its text', () => {
    expect(readTwilio(form())).toEqual({
      channel: 'sms',
      delivery: 'twilio:SM1',
      address: '+15005550100',
      content: { kind: 'text', text: 'hola' },
    });
  });

  test('is WhatsApp by the prefix of its sender, who may have no number', () => {
    expect(readTwilio(form({ From: 'whatsapp:US.13491208655302741918' }))).toMatchObject({
      channel: 'whatsapp',
      address: 'whatsapp:US.13491208655302741918',
    });
  });

  const NUMBER = 'whatsapp:+15005550100';
  const ID = 'whatsapp:US.13491208655302741918';
  test.each([
    ['a number and the same number', { From: NUMBER, WaId: '15005550100' }, undefined],
    ['an id and the number it belongs to', { From: ID, WaId: '15005550100' }, [NUMBER]],
    ['a number that WhatsApp writes otherwise', { From: NUMBER, WaId: '150055501000' }, ['whatsapp:+150055501000']],
    ['a number and an id', { From: NUMBER, ExternalUserId: 'US.13491208655302741918' }, [ID]],
    ['a number and an id with its prefix', { From: NUMBER, ExternalUserIdentifier: ID }, [ID]],
    ['an id and a number with its plus', { From: ID, ExternalUserId: '+15005550100' }, [NUMBER]],
    ['an id of a group of companies', { From: ID, ExternalUserId: 'US.ENT.1a' }, ['whatsapp:US.ENT.1a']],
    ['the same id several times', { From: NUMBER, ExternalUserId: ID, ExternalUserIdentifier: ID, WaId: '' }, [ID]],
    ['a number in no known form', { From: ID, WaId: '0155 0100' }, undefined],
    ['bare digits that may be anything', { From: NUMBER, ExternalUserId: '13491208655302741918' }, undefined],
    ['words', { From: NUMBER, ExternalUserId: 'everyone', WaId: 'constructor' }, undefined],
    ['an endless id', { From: NUMBER, ExternalUserId: `US.${'1'.repeat(129)}` }, undefined],
    ['an id on an SMS', { ExternalUserId: 'US.13491208655302741918', WaId: '15005550199' }, undefined],
  ])('that gives %s names as many people as the provider says', (_, given, also) => {
    const read = readTwilio(form(given));
    expect('also' in read ? read.also : undefined).toEqual(also);
    expect(read).toMatchObject({ address: form(given)['From'] });
  });

  test('gives back the sender to the letter, in whatever form, or refuses it', () => {
    const sender = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 250 }).map((id) => `whatsapp:${id}`),
      fc.constantFrom(
        'whatsapp:',
        'whatsapp:whatsapp:+1',
        'WhatsApp:+15005550100',
        'whatsapp: +1 500',
        'rcs:x',
        ' +1 ',
      ),
    );
    fc.assert(
      fc.property(sender, fc.string({ unit: 'binary' }), (From, id) => {
        const read = readTwilio(form({ From, WaId: id, ExternalUserId: id, ExternalUserIdentifier: id }));
        if ('address' in read) expect(read.address).toBe(From);
        else expect([From.length > 256, From.trim() === '', /^\d{3,6}$/.test(From)]).toContain(true);
      }),
    );
  });

  test.each([
    [
      'a button',
      { ButtonPayload: 'menu:2', ButtonText: 'Albergues', Body: 'Albergues' },
      { kind: 'pick', id: 'menu:2', title: 'Albergues' },
    ],
    [
      'a list row',
      { ListId: 'city:tij', ListTitle: 'Tijuana', Body: '' },
      { kind: 'pick', id: 'city:tij', title: 'Tijuana' },
    ],
    [
      'a button without a title',
      { ButtonPayload: 'menu:2', Body: 'Ver' },
      { kind: 'pick', id: 'menu:2', title: 'Ver' },
    ],
    ['a button without any words', { ButtonPayload: 'menu:2', Body: '' }, { kind: 'pick', id: 'menu:2' }],
    [
      'a place',
      { Body: '', Latitude: '32.5149', Longitude: '-117.0382' },
      { kind: 'location', point: { kind: 'point', latitude: 32.5149, longitude: -117.0382 } },
    ],
    ['a picture', { Body: '', NumMedia: '1' }, { kind: 'media' }],
    ['a picture with words', { Body: 'mire', NumMedia: '1' }, { kind: 'text', text: 'mire' }],
    ['an empty text', { Body: '' }, { kind: 'text', text: '' }],
    ['no text at all', { Body: undefined, NumMedia: undefined }, { kind: 'text', text: '' }],
    ['an opt-out', { Body: 'ALTO', OptOutType: 'STOP' }, { kind: 'consent', change: 'stop' }],
    ['an opt-in', { OptOutType: 'START' }, { kind: 'consent', change: 'start' }],
    ['a call for help', { OptOutType: 'HELP' }, { kind: 'consent', change: 'help' }],
    ['an opt-out of a kind that is new', { OptOutType: 'PAUSE' }, { kind: 'text', text: 'hola' }],
    ['an opt-out by the name of something else', { OptOutType: 'constructor' }, { kind: 'text', text: 'hola' }],
    ['control characters', { Body: 'ho\0la\r\n\ud83d' }, { kind: 'text', text: 'hola\n' }],
  ])('may bring %s', (_, given, content) => {
    expect(contentOf(given)).toEqual(content);
  });

  test('is cut to what a message can hold, never inside a character', () => {
    expect(contentOf({ Body: `${'a'.repeat(1599)}🙂` })).toEqual({ kind: 'text', text: 'a'.repeat(1599) });
  });

  test.each([
    ['no id', { MessageSid: undefined }, 'no-message-sid'],
    ['an endless id', { MessageSid: 'S'.repeat(129) }, 'no-message-sid'],
    ['an id given twice', { MessageSid: ['SM1', 'SM2'] }, 'no-message-sid'],
    ['no sender', { From: '' }, 'no-sender'],
    ['a blank sender', { From: '  ' }, 'no-sender'],
    ['an endless sender', { From: '1'.repeat(257) }, 'no-sender'],
    ['half a place', { Latitude: '1.5' }, 'bad-location'],
    ['a place beyond the pole', { Latitude: '90.1', Longitude: '0' }, 'bad-location'],
    ['a place beyond the date line', { Latitude: '0', Longitude: '-180.5' }, 'bad-location'],
    ['a place in words', { Latitude: 'north', Longitude: '0' }, 'bad-location'],
  ])('with %s is refused', (_, given, reason) => {
    expect(readTwilio(form(given))).toEqual({ kind: 'bad', reason });
  });

  test.each([[null], [undefined], [{}]])('that is %j is refused', (nothing) => {
    expect(readTwilio(nothing)).toMatchObject({ kind: 'bad' });
  });

  test.each([
    ['a short code', { From: '32665' }],
    ['a delivery status', { MessageStatus: 'read', Body: undefined }],
  ])('of %s is left alone', (_, given) => {
    expect(readTwilio(form(given))).toEqual({ kind: 'ignore' });
  });

  test('never throws, whatever the fields hold', () => {
    const fields = [
      'MessageSid',
      'From',
      'Body',
      'NumMedia',
      'Latitude',
      'Longitude',
      'ButtonPayload',
      'ListId',
      'OptOutType',
      'MessageStatus',
      'WaId',
      'ExternalUserId',
      'ExternalUserIdentifier',
      '__proto__',
    ];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('1', '-181', 'constructor'),
      fc.array(fc.string()),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields), value), (given) => {
        expect(() => readTwilio({ ...form(), ...given })).not.toThrow();
      }),
    );
  });

  const KINDS: Readonly<Record<string, string>> = {
    'sms text': 'text',
    'sms empty body': 'text',
    'sms opt-out with Advanced Opt-Out': 'consent',
    'sms help': 'consent',
    'sms from a short code': 'ignore',
    'mms picture': 'media',
    'whatsapp text': 'text',
    'whatsapp button reply': 'pick',
    'whatsapp list reply': 'pick',
    'whatsapp location': 'location',
    'whatsapp voice note': 'media',
    'whatsapp user known only by business-scoped id': 'text',
    'status callback delivered': 'ignore',
    'status callback failed': 'ignore',
    'status callback read, arriving before delivered': 'ignore',
  };

  test.skipIf(withoutSpecs)(named('is understood in each of the sample forms'), () => {
    const { samples } = readSpec<{ samples: { name: string; params: Record<string, string> }[] }>(
      'twilio-inbound-samples.json',
    );
    const read = samples.map(({ name, params }) => {
      const received = readTwilio(params);
      if ('address' in received) expect(received.address).toBe(params['From']);
      return [name, 'content' in received ? received.content.kind : received.kind];
    });
    expect(Object.fromEntries(read)).toEqual(KINDS);
  });
});

describe('the answer in TwiML', () => {
  const laid = (text: string) => ({ text, rest: [], buttons: [] });

  test('is one message, escaped', () => {
    expect(twiml(laid('¿Sí & <no>?\n1. "A"'))).toEqual({
      status: 200,
      type: 'text/xml',
      body: '<?xml version="1.0" encoding="UTF-8"?><Response><Message>¿Sí &amp; &lt;no&gt;?\n1. "A"</Message></Response>',
    });
  });

  test('is an empty response where nothing is to be said', () => {
    expect(twiml().body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });

  test('can be built from any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\0', '\x0c', '\ud83d', '\ude42', '\uffff', '<', '&', ']]>') }),
        (text) => {
          expect(() => twiml(laid(text))).not.toThrow();
        },
      ),
    );
  });
});
