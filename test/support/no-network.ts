import { Socket } from 'node:net';

type Options = { readonly path?: string; readonly host?: string };
type Connect = (this: Socket, ...args: unknown[]) => Socket;

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

/** Node calls `connect` with a port and host, with options, or with both already packed into a list. */
const optionsOf = ([first, second]: readonly unknown[]): Options => {
  if (Array.isArray(first)) return optionsOf(first);
  if (typeof first === 'object' && first !== null) return first;
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { path: first };
  return typeof second === 'string' ? { host: second } : {};
};

const connect = Socket.prototype.connect as Connect;

// Tests talk to nobody: whatever leaves this machine is refused before its name is even looked up.
const guarded: Connect = function (...args) {
  const { path, host = 'localhost' } = optionsOf(args);
  if (path === undefined && !LOOPBACK.test(host)) throw new Error(`a test tried to reach ${host}`);
  return connect.apply(this, args);
};
Socket.prototype.connect = guarded as typeof Socket.prototype.connect;
