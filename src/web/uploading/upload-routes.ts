// Adding a plan in the browser: a file is sent, read and shown; nothing is written before somebody has accepted it.
import type { Request, RequestHandler, Response, Router } from 'express';
import { declaredPlans } from '../../corpus/importing/seeds-folder.ts';
import type { Library } from '../../corpus/library.ts';
import { ManifestError } from '../../corpus/manifest.ts';
import { ReadError } from '../../corpus/readers/document.ts';
import { SeedsError } from '../../corpus/seeds.ts';
import { planUrl } from '../../search/address.ts';
import { NotFoundError } from '../errors.ts';
import type { SeedsState } from '../health.ts';
import { refuseMethod } from '../refusals.ts';
import type { SendPage } from '../renderer.ts';
import { ADD_PLAN_URL, addPlanView } from './add-plan-page.ts';
import { type Refusal, refusalOf } from './reader-words.ts';
import { FormError, receiveFields, receiveFile } from './receive-form.ts';
import { FORM_FIELDS, type FormProblems, givenBy, problemsIn, readForm, tooLong, valuesOf } from './review-form.ts';
import { reviewUrl, reviewView } from './review-page.ts';
import { isOwnPost } from './same-origin.ts';
import { takenUrl, takenView } from './taken-page.ts';
import { FORM, type PendingPlan, type ReceivedFile, type UploadDesk } from './upload-desk.ts';

export interface UploadRoutesOptions {
  readonly library: Library;
  readonly send: SendPage;
  /** Without it plans are added by the command alone. */
  readonly desk: UploadDesk | undefined;
  readonly publicUrl: string | undefined;
  /** How newer plans than those of the library fare. */
  readonly seeds: (() => SeedsState) | undefined;
}

type ById = Request<{ id: string }>;

export function addUploadRoutes(router: Router, { library, send, desk, publicUrl, seeds }: UploadRoutesOptions): void {
  const start = (_request: Request, response: Response) => send(response, 'add-plan', addPlanView(desk?.largestMb ?? null));
  if (!desk) {
    router.route(ADD_PLAN_URL).get(start).all(refuseMethod);
    return;
  }
  // What is still being sent need not be read to the end by anybody who is told to come later.
  const refuse = (response: Response, status: number, refusal: Refusal, fileName = '') =>
    send(response.set('Connection', 'close').status(status), 'add-plan', addPlanView(desk.largestMb, { ...refusal, fileName }));
  const ownPostsOnly: RequestHandler = (request, response, next) => {
    if (isOwnPost(request, publicUrl)) next();
    else void refuse(response, 403, FOREIGN_POST);
  };
  const pendingOf = (id: string): PendingPlan => {
    const pending = desk.pending(id);
    if (!pending) throw new NotFoundError('这次上传已经收入、放弃或过期了，请重新上传。');
    return pending;
  };

  const showFault = (response: Response, pending: PendingPlan, body: unknown, { fault, field }: FormError) => {
    const long = fault === 'field too long' ? FORM_FIELDS.find((name) => name === field) : undefined;
    const problems: FormProblems = long === undefined ? {} : { [long]: tooLong(long) };
    const { wrong, cure } = FORM_FAULTS[fault];
    // What came before the fault is not lost.
    const values = { ...valuesOf(pending.facts), ...Object.fromEntries(sentFields(body)) };
    const refusal = long === undefined ? `还没有收入：${wrong}。${cure}` : '';
    return send(
      response.set('Connection', 'close').status(400),
      'add-plan-review',
      reviewView(pending, { values, problems, refusal }),
    );
  };

  router
    .route(ADD_PLAN_URL)
    .get(start)
    .post(ownPostsOnly, async (request: Request, response: Response) => {
      const outcome = await takeIn(request, response, desk);
      if ('id' in outcome) response.redirect(303, reviewUrl(outcome.id));
      else await refuse(response, outcome.status, outcome.refusal, outcome.fileName);
    })
    .all(refuseMethod);

  router
    .route('/add-plan/taken/:id')
    .get(async ({ params: { id } }: ById, response: Response) => {
      if (library.planById(id)) return response.redirect(303, planUrl(id));
      const facts = (await declaredPlans(desk.seedsDir)).find((plan) => plan.id === id);
      if (!facts) throw new NotFoundError(`没有编号为“${id}”的规划。`);
      const state = seeds?.();
      const refused = state?.state === 'refused' ? (state.reason ?? '') : '';
      response.set({ Refresh: REFRESH_SECONDS, 'Cache-Control': 'no-store' });
      await send(response, 'add-plan-taken', takenView(facts, refused));
    })
    .all(refuseMethod);

  router
    .route('/add-plan/:id')
    .get(({ params: { id } }: ById, response: Response) => send(response, 'add-plan-review', reviewView(pendingOf(id))))
    .post(ownPostsOnly, async (request: ById, response: Response) => {
      // Nobody need read what is sent for a plan that is not there.
      if (!desk.pending(request.params.id)) response.set('Connection', 'close');
      const pending = pendingOf(request.params.id);
      const fault = await receiveFields(request, response).catch(asFormError);
      if (fault) return showFault(response, pending, request.body, fault);
      const deed = deedOf(request);
      // Whoever presses twice has it written once, and is led to the same page.
      const writing = desk.accepting(pending.id);
      if (writing) return response.redirect(303, takenUrl((await writing).id));
      if (deed === 'discard') {
        await desk.discard(pending.id);
        return response.redirect(303, ADD_PLAN_URL);
      }
      const values = readForm(request.body);
      const problems = problemsIn(values, new Set((await declaredPlans(desk.seedsDir)).map((plan) => plan.id)));
      const showAgain = (refusal = '') =>
        send(response.status(400), 'add-plan-review', reviewView(pending, { values, problems, refusal }));
      if (Object.keys(problems).length > 0) return showAgain();
      try {
        const revised = await desk.revise(pending, givenBy(values));
        if (deed === 'check') return response.redirect(303, reviewUrl(revised.id));
        const { id } = await desk.accept(revised);
        response.redirect(303, takenUrl(id));
      } catch (error) {
        if (error instanceof ManifestError && error.file === FORM)
          return showAgain('还没有收入：这几项里有不能用的写法，请改得和例子一样。');
        if (error instanceof SeedsError || error instanceof ManifestError) return showAgain(NOT_WRITTEN);
        throw error;
      }
    })
    .all(refuseMethod);
}

/** A browser asks again after so long, until the plan is there. */
const REFRESH_SECONDS = '4';

const FOREIGN_POST: Refusal = { wrong: '这个请求是从别的网站发来的', cure: '请打开本站的这一页，从这里上传。' };
const BUSY: Refusal = { wrong: '现在有别的文件正在读或正待核对', cure: '请过几分钟再试。' };
const AGAIN_FROM_HERE = '请在本站的这一页重新填写，再提交。';
const FORM_FAULTS: Readonly<Record<FormError['fault'], Refusal>> = {
  'no form': { wrong: '收到的不是本站的表单', cure: AGAIN_FROM_HERE },
  broken: { wrong: '表单没有传完整', cure: '请再传一次。' },
  'too much': { wrong: '表单里有多余的内容', cure: AGAIN_FROM_HERE },
  'file too large': { wrong: '文件太大', cure: '请删去图片，或另存为文本文件（.txt），再上传。' },
  'field too long': { wrong: '表单里有一项太长', cure: AGAIN_FROM_HERE },
};
const NO_FILE: Refusal = { wrong: '没有收到文件', cure: '请先选一个文件。' };
const NOT_USABLE: Refusal = { wrong: '本站存放规划的文件夹现在不能用', cure: '请告诉管理本站的人。' };
const NOT_WRITTEN = '还没有收入：规划文件夹正在改动，或者写不进去。请过一会儿再按“收入”；仍然不行，请告诉管理本站的人。';

type Deed = 'accept' | 'check' | 'discard';

function deedOf({ body }: Request): Deed {
  const given: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'do') : undefined;
  return given === 'accept' || given === 'discard' ? given : 'check';
}

type Outcome = { readonly id: string } | { readonly status: number; readonly refusal: Refusal; readonly fileName?: string };

/** The pending plan made of a request, or why there is none: nothing of it is left then. */
async function takeIn(request: Request, response: Response, desk: UploadDesk): Promise<Outcome> {
  const leave = desk.isFull() ? null : desk.enter();
  if (!leave) return { status: 503, refusal: BUSY };
  const folder = await desk.folderForFile();
  let file: ReceivedFile | null = null;
  try {
    file = await receiveFile(request, response, { folder, largestMb: desk.largestMb });
    if (file) return await desk.admit(file);
    await desk.discardFolder(folder);
    return { status: 400, refusal: NO_FILE };
  } catch (error) {
    await desk.discardFolder(folder);
    const outcome = refusalBy(error, desk);
    if (!outcome) throw error;
    return { ...outcome, ...(file && { fileName: file.fileName }) };
  } finally {
    leave();
  }
}

/** What is told of an error that the sender or the plans' folder is to blame for; undefined for any other. */
function refusalBy(
  error: unknown,
  { largestMb }: UploadDesk,
): { readonly status: number; readonly refusal: Refusal } | undefined {
  if (error instanceof ReadError) return { status: 422, refusal: refusalOf(error.message) };
  if (error instanceof FormError) {
    const refusal = FORM_FAULTS[error.fault];
    return error.fault === 'file too large'
      ? { status: 413, refusal: { ...refusal, wrong: `文件超过 ${largestMb} MB` } }
      : { status: 400, refusal };
  }
  if (error instanceof SeedsError || error instanceof ManifestError) return { status: 503, refusal: NOT_USABLE };
  return undefined;
}

function asFormError(error: unknown): FormError {
  if (error instanceof FormError) return error;
  throw error;
}

/** The fields of the form that were read, before a fault in it. */
function sentFields(body: unknown): (readonly [string, string])[] {
  const values = readForm(body);
  return FORM_FIELDS.map((name) => [name, values[name]] as const).filter(([, value]) => value !== '');
}
