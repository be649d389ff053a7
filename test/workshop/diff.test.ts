import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { openEdited } from './app.ts';
import { CHROMIUM, SKIPPED, shoot, useBrowser, wide } from './browser.ts';
import { useFolder } from './edited.ts';

const folder = useFolder();

/** Makes what lies in the folder the branch `main`. */
const commit = (): void => {
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    ['commit', '--quiet', '--message=one'],
  ])
    execFileSync('git', ['-c', 'user.name=Editor', '-c', 'user.email=editor@example.org', '-C', folder.dir(), ...args]);
};

describe.skipIf(!CHROMIUM)(`the difference in a browser${SKIPPED}`, () => {
  const show = useBrowser();

  test.each(['phone', 'desktop'] as const)(
    'on a %s what people will read otherwise stands beside what they read',
    async (size) => {
      commit();
      await folder.edit('content/texts/en/desk.yaml', (text) => text.replace('You may borrow', 'You can take home'));
      await folder.edit('content/facts/library/loans.yaml', (text) => text.replace('"seven"', '"eight"'));
      const { page, complaints } = await show(await openEdited(folder.dir()), { at: '#diff', locale: 'en-US', size });
      await page.locator('body[data-channel]').waitFor();
      await page.getByLabel('Compared with').fill('main');
      await page.keyboard.press('Enter');
      const messages = page.locator('[data-part="messages"]');
      await expect.poll(() => messages.innerText()).toMatch('You can take home five books.');
      expect(await messages.locator('del').textContent()).toBe('You may borrow five books.');
      expect(await messages.innerText()).toMatch(/desk\/loans/);
      expect(await page.locator('[data-part="facts"]').innerText()).toMatch(
        /library\.loans\.most[\s\S]*seven[\s\S]*eight/,
      );
      expect(await page.locator('[data-part="dates"]').innerText()).toMatch('2027-01-01');
      expect(await wide(page)).toBeLessThanOrEqual(0);
      await shoot(page, `${size}-diff`);
      expect(complaints).toEqual([]);
    },
  );

  test('nothing changed is said so, and an unknown branch too', async () => {
    commit();
    const { page } = await show(await openEdited(folder.dir()), { at: '#diff', locale: 'en-US' });
    await page.locator('body[data-channel]').waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect.poll(() => page.locator('#diff-state').textContent()).toBe('Nothing changes for people.');
    await page.getByLabel('Compared with').fill('nowhere');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch('git knows no such revision');
  });
});

describe('a comparison', () => {
  test.each(['--output=/tmp/x', '-p', '', 'a b', '$(id)', 'x'.repeat(101)])(
    'with %j is refused unread',
    async (from) => {
      const app = await openEdited(folder.dir());
      const answer = await app.inject({ url: `/workshop/diff?from=${encodeURIComponent(from)}` });
      expect(answer.statusCode).toBe(400);
      expect((await app.inject({ url: '/workshop/diff?from=main', headers: { via: '1.1 proxy' } })).statusCode).toBe(
        404,
      );
      await app.close();
    },
  );
});
