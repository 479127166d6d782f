// A device model with a history, for whoever looks at the editor: commands of every risk, a deprecated one, and a version that
// adds, takes away and changes some.
import type { Registry } from '@action-registry/client';
import type { CatalogueContent } from '@action-registry/schema';

const PAGES = ['home', 'map', 'help'];

const showPage = (pages: readonly string[]): CatalogueContent['commands'][number] => ({
  name: 'show_page',
  action_type: 'web',
  category: 'Pages',
  description: 'Shows a page of the kiosk.',
  risk: 'write',
  aliases: ['open_page'],
  params_schema: {
    type: 'object',
    properties: {
      page: { enum: [...pages], description: 'Which page.' },
      seconds: { type: 'integer', minimum: 1, maximum: 600, default: 30, description: 'Until it goes back.' },
    },
    required: ['page'],
    additionalProperties: false,
  },
  template: ['kioskctl', 'show', '{{page}}'],
});

const simple = (
  name: string,
  risk: CatalogueContent['commands'][number]['risk'],
  description: string,
): CatalogueContent['commands'][number] => ({
  ...{ name, action_type: 'desktop', risk, description },
  params_schema: { type: 'object', additionalProperties: false },
});

/** The catalogue of `kiosk`, which extends a built-in one. */
const KIOSK: CatalogueContent = {
  device_model: 'kiosk',
  version: '1.0.0',
  extends: 'host_vnc',
  description: 'A kiosk in a station hall.',
  commands: [
    showPage(PAGES),
    simple('read_status', 'read', 'Tells temperature and uptime.'),
    simple('blank_screen', 'write', 'Turns the screen dark.'),
  ],
};

/** Its next version. */
export const NEXT_KIOSK: CatalogueContent = {
  ...KIOSK,
  version: '1.1.0',
  commands: [
    showPage([...PAGES, 'timetable']),
    { ...simple('read_status', 'read', 'Tells temperature, uptime and free space.'), deprecated: true },
    simple('reset_kiosk', 'destructive', 'Forgets everything and starts anew.'),
  ],
};

/** Puts both versions. */
export async function putSampleCatalogues({ trpc }: Registry): Promise<void> {
  for (const catalogue of [KIOSK, NEXT_KIOSK]) await trpc.catalogues.put.mutate({ catalogue });
}
