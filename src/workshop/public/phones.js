import { newPerson } from './api.js';

/**
 * Each channel is a phone of its own: one person, one conversation, its own bubbles; `said` is what a recording is made of,
 * `waiting` the bubbles of what is still to be sent.
 */
const newPhone = (channel) => ({
  channel,
  person: newPerson(),
  bubbles: [],
  path: [],
  said: [],
  waiting: [],
  language: undefined,
  asksPlace: false,
});

export const createPhones = () => {
  const phones = new Map();
  const put = (phone) => phones.set(phone.channel, phone).get(phone.channel);
  const renew = (channel) => put(newPhone(channel));
  return {
    of: (channel) => phones.get(channel) ?? renew(channel),
    renew,
    /** One that is in nobody's hand yet. */
    blank: newPhone,
    /** Puts a phone into the place of another, on which it goes on; what waits there is sent from here. */
    follow: (fresh, old) => {
      fresh.waiting = old.waiting;
      return put(fresh);
    },
    /** Where the talk of a phone goes on by now; that phone itself where another talk was begun. */
    heir: (phone) => {
      const now = phones.get(phone.channel);
      return now?.waiting === phone.waiting ? now : phone;
    },
    all: () => [...phones.values()],
  };
};
