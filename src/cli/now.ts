import { type Clock, systemClock } from '../base/clock.ts';
import type { Instant } from '../base/day.ts';
import { environment, readConfig } from '../config.ts';

/** The clock of a command: it begins at NOW, where that is set. */
export const ownClock = (): Clock => systemClock(readConfig({ NOW: environment()['NOW'] }).startAt);

/** The instant that it is for a command. */
export const now = (): Instant => ownClock().now();
