import { defineCommand } from 'citty';
import { environment } from '../config.ts';
import { serve as run } from '../main.ts';
import { dirOption } from './options.ts';

export const serve = defineCommand({
  meta: { name: 'serve', description: 'starts the server, with the chat simulator at /' },
  args: { dir: dirOption },
  run: ({ args }) => run(environment(), args.dir),
});
