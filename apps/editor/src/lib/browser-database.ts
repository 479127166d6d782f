// The editor's own database in this browser: work that is not saved yet, and signing keys, which never leave it.

/** The stores: what was typed and not saved, by user, draft and tab; and signing keys, by kid. */
export type StoreName = 'journal' | 'signing_keys';

const NAME = 'action-registry';
const VERSION = 1;

let opened: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore('journal', { keyPath: ['user', 'draft', 'tab'] });
      database.createObjectStore('signing_keys', { keyPath: 'kid' });
    };
    request.onsuccess = () => {
      // Another tab with a newer editor may change the stores.
      request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(toError(request.error));
  });
  // A browser that refuses storage may allow it later.
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/** Reads from a store; rejects where the browser keeps no storage. */
export async function readStore<T>(name: StoreName, read: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase();
  return new Promise((resolve, reject) => {
    const request = read(database.transaction(name, 'readonly').objectStore(name));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(toError(request.error));
  });
}

/** Writes to a store; resolves when it is written. */
export async function writeStore(name: StoreName, write: (store: IDBObjectStore) => void): Promise<void> {
  const database = await openDatabase();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, 'readwrite');
    write(transaction.objectStore(name));
    // At once: the tab may be closed before the browser would do it by itself.
    transaction.commit();
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(toError(transaction.error));
  });
}

function toError(error: DOMException | null): Error {
  return error ?? new Error('the browser’s storage failed');
}
