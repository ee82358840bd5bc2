// The owner's hook: which address is asked before something is said, how long, and what no answer means.

import { useState } from "preact/hooks";
import type { Hook } from "../../../protocol/http.ts";
import { HOOK_MS } from "../../../protocol/limits.ts";
import { Choice } from "../../shared/choice.tsx";
import { CopyBox } from "../../shared/copy-box.tsx";
import { t } from "../../shared/t.ts";
import { refusalOf } from "../refusal.ts";
import type { RoomView } from "../room-view.ts";
import { type HookWish, readHook, removeHook, setHook } from "./desk-route.ts";
import { Fetched } from "./fetched.tsx";

const WAITS_MS = [500, 1000, 2000, 5000];
const FAILURES = ["open", "closed"] as const;

export function HookForm({ view }: { view: RoomView }) {
  const { room } = view;
  return (
    <>
      <p class="hint">{t("hook.text")}</p>
      <Fetched fetch={() => readHook(room)}>{(held) => <Form room={room} held={held} />}</Fetched>
    </>
  );
}

type Told = { readonly kind: "problem" | "done"; readonly text: string; readonly secret?: string };

function Form({ room, held }: { room: string; held: Hook | undefined }) {
  const [wish, setWish] = useState<HookWish>(wishOf(held));
  const [isSet, setIsSet] = useState(held !== undefined);
  const [told, setTold] = useState<Told>();
  const attempt = async (act: () => Promise<Told>) => {
    try {
      setTold(await act());
    } catch (error) {
      setTold({ kind: "problem", text: t("guard.failed", { reason: refusalOf(error) }) });
    }
  };
  const save = async (): Promise<Told> => {
    if (wish.url.trim() === "") return { kind: "problem", text: t("hook.missing") };
    const secret = await setHook(room, { ...wish, url: wish.url.trim() });
    setIsSet(true);
    return { kind: "done", text: t("hook.made"), secret };
  };
  const remove = async (): Promise<Told> => {
    await removeHook(room);
    setIsSet(false);
    setWish(wishOf(undefined));
    return { kind: "done", text: t("hook.removed") };
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(save);
      }}
    >
      <div class="field">
        <label for="hook-url">{t("hook.url")}</label>
        <div class="input">
          <input
            id="hook-url"
            type="url"
            value={wish.url}
            autoComplete="off"
            onInput={(event) => setWish({ ...wish, url: event.currentTarget.value })}
          />
        </div>
      </div>
      <div class="two">
        <Choice
          id="hook-wait"
          label={t("hook.wait")}
          value={wish.timeoutMs}
          options={waits(wish.timeoutMs).map((value) => ({
            value,
            label: t("hook.wait.ms", { seconds: value / 1000 }),
          }))}
          onChoose={(timeoutMs) => setWish({ ...wish, timeoutMs })}
        />
        <Choice
          id="hook-failure"
          label={t("hook.failure")}
          value={wish.onFailure}
          options={FAILURES.map((value) => ({ value, label: t(`hook.failure.${value}`) }))}
          onChoose={(onFailure) => setWish({ ...wish, onFailure })}
        />
      </div>
      {told !== undefined && (
        <p class={told.kind === "problem" ? "problem" : ""} role={told.kind === "problem" ? "alert" : "status"}>
          {told.text}
        </p>
      )}
      {told?.secret !== undefined && <CopyBox text={told.secret} label={t("hook.secret")} />}
      <div class="ways">
        <button type="submit" class="button filled large">
          {t("hook.save")}
        </button>
        {isSet && (
          <button type="button" class="button outlined large danger" onClick={() => void attempt(remove)}>
            {t("hook.remove")}
          </button>
        )}
      </div>
    </form>
  );
}

function wishOf(hook: Hook | undefined): HookWish {
  if (hook === undefined) return { url: "", timeoutMs: HOOK_MS, onFailure: "open" };
  return { url: hook.url, timeoutMs: hook.timeoutMs, onFailure: hook.onFailure === "closed" ? "closed" : "open" };
}

function waits(now: number): readonly number[] {
  return WAITS_MS.includes(now) ? WAITS_MS : [...WAITS_MS, now].sort((one, other) => one - other);
}
