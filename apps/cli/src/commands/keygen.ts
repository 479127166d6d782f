// `actions keygen`: makes a signing key on this machine; nothing is sent anywhere.
import { type AddCommand, toExamples } from '../command.js';
import { makeKey } from '../signing-key.js';

export const addKeygen: AddCommand = (program, context) => {
  program
    .command('keygen')
    .description('make a signing key (a JWE file, mode 0600)')
    .option('--kid <kid>', 'id of the key (default: from its thumbprint)')
    .addHelpText('after', toExamples('keygen --kid release-2027'))
    .action(async ({ kid }: { kid?: string }) => {
      const { config, io } = context();
      const { key, file, isProtected } = await makeKey({ config, io, kid });
      const data = {
        kid: key.kid,
        public_key: key.publicKey,
        thumbprint: key.thumbprint,
        file,
        passphrase: isProtected,
      };
      io.result(data, [
        `✔ key ${key.kid} written to ${file}${isProtected ? '' : ' (no passphrase: only the file’s mode protects it)'}`,
        `  public key ${key.publicKey}`,
        `  thumbprint ${key.thumbprint}`,
        `Next: actions keys add ${key.kid}`,
      ]);
    });
};
