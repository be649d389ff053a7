/** Thrown when a message did not get through; `key` names the words that say so. */
export class Unsent extends Error {
  constructor(key, detail) {
    super(key);
    this.key = key;
    this.detail = detail;
  }
}

const read = async (request) => {
  let response;
  try {
    response = await request;
  } catch {
    throw new Unsent('offline');
  }
  // Without a right to be here the server answers as if nothing were.
  if (response.status === 401 || response.status === 404) throw new Unsent('closed');
  if (response.ok) return response.json();
  const body = await response.json().catch(() => undefined);
  throw new Unsent('refused', [body?.error?.field, body?.error?.message ?? response.status].filter(Boolean).join(': '));
};

export const fetchSettings = () => read(fetch('/simulator/settings'));

export const fetchFlows = () => read(fetch('/workshop/flows'));

export const fetchFlow = (flow, { language, width }) =>
  read(fetch(`/workshop/flows/${encodeURIComponent(flow)}?${new URLSearchParams({ language, width })}`));

export const fetchBoard = (day) => read(fetch(`/workshop/board?${new URLSearchParams(day ? { day } : {})}`));

export const fetchDiff = (from) => read(fetch(`/workshop/diff?${new URLSearchParams({ from })}`));

export const fetchQuestions = () => read(fetch('/workshop/questions'));

const post = (url, body) =>
  read(
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

export const send = (message) => post('/simulator/messages', message);

export const sendTalk = (talk) => post('/workshop/talks', talk);

/** A person nobody else is. Not `randomUUID`, which browsers offer only to https and localhost. */
export const newPerson = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
