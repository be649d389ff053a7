import { newPerson } from './api.js';

/** Each channel is a phone of its own: one person, one conversation, its own bubbles; `said` is what a recording is made of. */
const newPhone = (channel) => ({
  channel,
  person: newPerson(),
  bubbles: [],
  path: [],
  said: [],
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
    put,
    all: () => [...phones.values()],
  };
};
