// What others depend on, as data: procedures, routes, codes, types, limits. Adding to it is free; changing or removing what
// is pinned breaks somebody who is not here to object.

import { ERRORS, EventType, LIMITS, Permission, RESOLVE_FAILURE_CODES, VerifyCode } from '@action-registry/schema';
import { appRouter } from '@action-registry/server/router';

/** The surface: by group, each name with the facts that may not change. */
export type Surface = Record<string, Record<string, string>>;

type Procedure = {
  _def: { type: string; meta?: { permission: string; rest?: { method: string; path: string; wrap?: string } } };
};

/** The surface of this code. */
export function readSurface(): Surface {
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
  return {
    procedures: Object.fromEntries(
      procedures.map(([name, { _def }]) => [name, `${_def.type}, ${_def.meta?.permission ?? 'none'}`]),
    ),
    routes: Object.fromEntries(
      procedures.flatMap(([name, { _def }]) => {
        const rest = _def.meta?.rest;
        return rest === undefined
          ? []
          : [[`${rest.method} ${rest.path}`, `${name}${rest.wrap ? `, ${rest.wrap}` : ''}`]];
      }),
    ),
    errors: Object.fromEntries(Object.entries(ERRORS).map(([code, { status }]) => [code, String(status)])),
    resolve_failures: Object.fromEntries(RESOLVE_FAILURE_CODES.map((code) => [code, ''])),
    verify_codes: Object.fromEntries(VerifyCode.options.map((code) => [code, ''])),
    event_types: Object.fromEntries(EventType.options.map((type) => [type, ''])),
    permissions: Object.fromEntries(Permission.options.map((permission) => [permission, ''])),
    limits: Object.fromEntries(Object.entries(LIMITS).map(([name, value]) => [name, String(value)])),
  };
}

/** What a surface breaks of a pinned one, in words that tell what to do; empty when it only adds. */
export function findBreaks(pinned: Surface, current: Surface): string[] {
  return Object.entries(pinned).flatMap(([group, entries]) =>
    Object.entries(entries).flatMap(([name, facts]) => {
      const now = current[group]?.[name];
      if (now === undefined)
        return [`${group}: ${name} is gone. Somebody calls it: bring it back, beside what replaces it.`];
      return now === facts
        ? []
        : [`${group}: ${name} was '${facts}' and is '${now}'. Keep it as it was and add another.`];
    }),
  );
}

/** The pinned surface with what is new in the current one. */
export function addNew(pinned: Surface, current: Surface): Surface {
  const groups = [...new Set([...Object.keys(pinned), ...Object.keys(current)])];
  return Object.fromEntries(groups.map((group) => [group, { ...current[group], ...pinned[group] }]));
}
