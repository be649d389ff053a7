import { newPerson } from './api.js';

/** Each channel is a phone of its own: one person, one conversation, its own bubbles. */
const newPhone = (channel) => ({ channel, person: newPerson(), bubbles: [], language: undefined, asksPlace: false });

export const createPhones = () => {
  const phones = new Map();
  const renew = (channel) => phones.set(channel, newPhone(channel)).get(channel);
  return { of: (channel) => phones.get(channel) ?? renew(channel), renew };
};
