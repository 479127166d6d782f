// `$ref` and its dynamic kin. The dynamic scope is part of the scene, so that a dynamic reference has one target per scene.
import { isJsonObject } from '@action-registry/schema';
import { type Compiler, enterPlace, type Keywords, opaque, type Scene } from './compiler.js';
import type { Formula } from './formula.js';
import { findReferenced, type SchemaPlace } from './schema-document.js';
import { resolveUri } from './uri.js';

/** What the references of a schema ask for. */
export function referenceKeywords(compiler: Compiler, keywords: Keywords): Formula[] {
  return findReferences(compiler, keywords).map((reference) =>
    reference.scene === undefined
      ? opaque(compiler, keywords.scene, reference.keyword)
      : compiler.compile(compiler, reference.scene),
  );
}

/** The scenes that the references of a schema lead to; without one where the document has no such place. */
export function findReferences(
  compiler: Compiler,
  { scene, schema, dialect }: Keywords,
): { keyword: string; scene?: Scene }[] {
  const found: { keyword: string; scene?: Scene }[] = [];
  const add = (keyword: string, place: SchemaPlace | undefined) => {
    compiler.outside[compiler.document.around === undefined ? 'document' : 'definitions'] += 1;
    found.push(place === undefined ? { keyword } : { keyword, scene: enterPlace(compiler.document, scene, place) });
  };
  if (typeof schema.$ref === 'string') add('$ref', follow(compiler, scene, schema.$ref));
  if (dialect === 2019 && schema.$recursiveRef === '#') add('$recursiveRef', followDynamic(compiler, scene, '#'));
  if (dialect === 2020 && typeof schema.$dynamicRef === 'string') {
    add('$dynamicRef', followDynamic(compiler, scene, schema.$dynamicRef));
  }
  return found;
}

function follow({ document }: Compiler, scene: Scene, reference: string): SchemaPlace | undefined {
  const resource = document.resources.get(scene.place.uri);
  return resource === undefined ? undefined : findReferenced(document, resource, reference);
}

/** A target that is no dynamic anchor is taken as it is; else the outermost of the same name decides (core §8.2.3.2). */
function followDynamic(compiler: Compiler, scene: Scene, reference: string): SchemaPlace | undefined {
  const anchor = resolveUri('', reference).fragment;
  const first = follow(compiler, scene, reference);
  if (first === undefined || !isJsonObject(first.schema)) return first;
  const isDynamic = anchor === '' ? first.schema.$recursiveAnchor === true : first.schema.$dynamicAnchor === anchor;
  return isDynamic ? (scene.scope.get(anchor) ?? first) : first;
}
