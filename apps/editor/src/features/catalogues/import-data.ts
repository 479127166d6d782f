// A catalogue's text on its way to the registry: checked as it is typed, held against what stands, and, once it rests, asked
// about: the registry's dry run says what the version would refuse.
import {
  canonicalize,
  compareVersions,
  digestOf,
  leastVersion,
  toCatalogueContent,
  toJson,
} from '@action-registry/core';
import type { CatalogueContent, CatalogueSummary, PutCatalogue, VersionBump } from '@action-registry/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { showToast } from '../../components/toast.js';
import { importMessages as words } from '../../lib/messages/catalogue-import.js';
import { useSession } from '../../lib/session.js';
import { useTRPC, useTRPCClient } from '../../lib/trpc.js';
import { type CommandChanges, findCommandChanges, toBump } from './catalogue-changes.js';
import { useCatalogue } from './catalogue-data.js';
import { checkCatalogueText, type FileProblem } from './catalogue-file.js';

const REST_MS = 400;
/** A text longer than this is read when it rests: reading it takes longer than a key press may. */
const LONG = 40_000;

/** What a version would be beside those that stand; `next` is the version to take instead, where there is a better one. */
export type Standing = {
  content: CatalogueContent;
  /** The model as it stands; undefined for a new one. */
  before: CatalogueSummary | undefined;
  changes: CommandChanges | undefined;
  bump: VersionBump | undefined;
  next: string | undefined;
  /** Why the version cannot be put as it is numbered: `same` is there already, with this very content. */
  clash: 'same' | 'taken' | 'lower' | undefined;
};

/** The text's problems, or how the catalogue in it stands to what there is. */
export function useCheckedText(text: string, models: readonly CatalogueSummary[]) {
  const rested = useRested(text);
  const read = text.length > LONG ? rested : text;
  const checked = useMemo(() => (read.trim() === '' ? undefined : checkCatalogueText(read, models)), [read, models]);
  // What was read is about the text as it stands, or about nothing.
  const isRead = read === text;
  const content = isRead ? checked?.content : undefined;
  const before = models.find(({ device_model }) => device_model === content?.device_model);
  const stored = useCatalogue(content?.device_model ?? '', undefined, { enabled: before !== undefined }).data;
  const standing = useMemo(() => {
    if (content === undefined || (before !== undefined && stored === undefined)) return undefined;
    if (before === undefined || stored === undefined) return { ...NEW, content };
    const changes = findCommandChanges(toCatalogueContent(stored).commands, content.commands);
    const bump = toBump(changes, stored.version);
    const next = leastVersion(stored.version, bump);
    const isSame = stored.version === content.version && stored.hash === digestOf(canonicalize(toJson(content)));
    const isTaken = stored.versions.includes(content.version);
    const isLower = compareVersions(content.version, stored.version) < 0;
    const clash = isSame ? 'same' : isTaken ? 'taken' : isLower ? 'lower' : undefined;
    return { content, before, changes, bump, next: next === content.version ? undefined : next, clash } as const;
  }, [content, before, stored]);
  const problems: readonly FileProblem[] = isRead ? (checked?.problems ?? []) : [];
  return { problems, standing, isEmpty: text.trim() === '' };
}

const NEW = { before: undefined, changes: undefined, bump: undefined, next: undefined, clash: undefined };

/** Whose the version would be, and whether that is the caller's to choose. */
export function useOwner(before: CatalogueSummary | undefined) {
  const { caller, whyNot } = useSession();
  const [isWished, setGlobal] = useState(false);
  const reason = whyNot('registry:operate');
  const isGlobal = before === undefined ? isWished && reason === undefined : before.origin !== 'workspace';
  return { isGlobal, setGlobal, isFixed: before !== undefined, reason, workspace: caller?.workspace ?? '' };
}

/** What the registry says that the version would refuse; asked once the text rests. */
export function useDryRun(standing: Standing | undefined, isGlobal: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = standing === undefined || standing.clash !== undefined ? undefined : toPut(standing.content, isGlobal);
  const key = useRested(input === undefined ? '' : canonicalize(toJson(input)));
  const isAsked = input !== undefined && key === canonicalize(toJson(input));
  const answer = useQuery({
    queryKey: [...trpc.catalogues.put.mutationKey(), 'dry_run', key],
    queryFn: ({ signal }) =>
      client.catalogues.put.mutate({ ...toPut(standing?.content ?? EMPTY, isGlobal), dry_run: true }, { signal }),
    enabled: isAsked,
    retry: false,
    // What stands may be another a moment later.
    gcTime: 0,
  });
  return { data: isAsked ? answer.data : undefined, error: isAsked ? answer.error : null, retry: answer.refetch };
}

const EMPTY: CatalogueContent = { device_model: '', version: '', commands: [] };

/** Puts the version, and shows it. */
export function usePut(onDone: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useMutation(
    trpc.catalogues.put.mutationOptions({
      onSuccess: ({ catalogue: { device_model, version }, stored, log_index = 0, refused }) => {
        const id = `${device_model}@${version}`;
        const body = refused.length > 0 ? words.doneRefused(refused.length) : words.doneBody(log_index);
        showToast({ tone: 'good', title: stored ? words.done(id) : words.stood(id), ...(stored && { body }) });
        void queries.invalidateQueries(trpc.catalogues.pathFilter());
        onDone();
        void navigate({ to: '/catalogues/$model', params: { model: device_model }, search: {} });
      },
    }),
  );
  return { put: (content: CatalogueContent, isGlobal: boolean) => mutate(toPut(content, isGlobal)), error, isPending };
}

function toPut(catalogue: CatalogueContent, isGlobal: boolean): PutCatalogue {
  return { catalogue, ...(isGlobal && { global: true }) };
}

/** The value once it has not changed for a moment. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
