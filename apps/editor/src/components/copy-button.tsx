// Copies a text and says so where it was pressed; where the browser refuses, it says that instead.
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { messages } from '../lib/messages/common.js';
import { Button, type ButtonLook, IconButton } from './button.js';
import { showToast } from './toast.js';

const SHOWN_MS = 2_000;

/** Copies; false when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    showToast({ tone: 'danger', title: messages.copyFailed });
    return false;
  }
}

type CopyButtonProps = Pick<ButtonLook, 'size' | 'variant'> & {
  /** What is copied. */
  value: string;
  /** What the button is called, such as "Copy the digest". */
  label: string;
  /** Shows the label beside the icon. */
  showLabel?: boolean | undefined;
};

/** A button that copies `value`. */
export function CopyButton({ value, label, showLabel = false, size = 's', variant = 'ghost' }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const onClick = (): void => {
    void copyText(value).then(setCopied);
  };
  const icon = isCopied ? Check : Copy;
  return (
    <span className="copy">
      {showLabel ? (
        <Button {...{ size, variant, icon, onClick }}>{isCopied ? messages.copied : label}</Button>
      ) : (
        <IconButton {...{ size, variant, icon, onClick, label }} />
      )}
      <span className="visually-hidden" role="status">
        {isCopied ? messages.copied : ''}
      </span>
    </span>
  );
}
