// Adding a plan in the browser: a file is sent, read and shown; nothing is written before somebody has accepted it.
import { basename } from 'node:path';
import type { Request, RequestHandler, Response, Router } from 'express';
import multer, { MulterError } from 'multer';
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
import { givenBy, problemsIn, readForm } from './review-form.ts';
import { reviewUrl, reviewView } from './review-page.ts';
import { isOwnPost } from './same-origin.ts';
import { takenUrl, takenView } from './taken-page.ts';
import { FORM, type PendingPlan, type UploadDesk } from './upload-desk.ts';

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
  const fields = multer({ limits: { fields: 20, fieldSize: 10_000, files: 0 } }).none();
  const pendingOf = (id: string): PendingPlan => {
    const pending = desk.pending(id);
    if (!pending) throw new NotFoundError('这次上传已经收入、放弃或过期了，请重新上传。');
    return pending;
  };

  router
    .route(ADD_PLAN_URL)
    .get(start)
    .post(ownPostsOnly, async (request: Request, response: Response) => {
      const outcome = await takeIn(request, response, desk);
      if ('id' in outcome) response.redirect(303, reviewUrl(outcome.id));
      else await refuse(response, outcome.status, outcome.refusal, request.file?.filename);
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
    .post(ownPostsOnly, fields, async (request: ById, response: Response) => {
      const pending = pendingOf(request.params.id);
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
const NO_FILE: Refusal = { wrong: '没有收到文件', cure: '请先选一个文件。' };
const NOT_USABLE: Refusal = { wrong: '本站存放规划的文件夹现在不能用', cure: '请告诉管理本站的人。' };
const BROKEN: Refusal = { wrong: '文件没有传完整', cure: '请再传一次。' };
const NOT_WRITTEN = '还没有收入：规划文件夹正在改动，或者写不进去。请过一会儿再按“收入”；仍然不行，请告诉管理本站的人。';

type Deed = 'accept' | 'check' | 'discard';

function deedOf({ body }: Request): Deed {
  const given: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'do') : undefined;
  return given === 'accept' || given === 'discard' ? given : 'check';
}

type Outcome = { readonly id: string } | { readonly status: number; readonly refusal: Refusal };

/** The pending plan made of a request, or why there is none: nothing of it is left then. */
async function takeIn(request: Request, response: Response, desk: UploadDesk): Promise<Outcome> {
  const leave = desk.isFull() ? null : desk.enter();
  if (!leave) return { status: 503, refusal: BUSY };
  const folder = await desk.folderForFile();
  try {
    const path = await receiveFile(request, response, folder, desk.largestMb);
    if (path !== undefined) return await desk.admit(path);
    await desk.discardFolder(folder);
    return { status: 400, refusal: NO_FILE };
  } catch (error) {
    await desk.discardFolder(folder);
    const outcome = refusalBy(error, desk);
    if (!outcome) throw error;
    return outcome;
  } finally {
    leave();
  }
}

/** The path of the file that was sent, below a folder; undefined where none was. */
function receiveFile(request: Request, response: Response, folder: string, largestMb: number): Promise<string | undefined> {
  const storage = multer.diskStorage({
    destination: folder,
    filename: (_request, { originalname }, done) => done(null, safeName(originalname)),
  });
  const limits = { fileSize: largestMb * 1024 * 1024, files: 1, fields: 5, fieldSize: 1000, parts: 6 };
  const receive = multer({ storage, defParamCharset: 'utf8', limits }).single('file');
  return new Promise((resolve, reject) => {
    receive(request, response, (error: unknown) => (error ? reject(error) : resolve(request.file?.path)));
  });
}

const LONGEST_NAME = 80;

/** A name that is no path and that any file system takes; its ending stays, since it tells kinds of text apart. */
function safeName(given: string): string {
  const name = basename(given.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}:*?"<>|]/gu, '')
    .replace(/^[.\s]+/u, '');
  const ending = /\.[a-z0-9]{1,8}$/iu.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - ending.length)].slice(0, LONGEST_NAME).join('').trim();
  return `${stem === '' ? 'plan' : stem}${ending}`;
}

/** What is told of an error that the sender or the plans' folder is to blame for; undefined for any other. */
function refusalBy(error: unknown, { largestMb }: UploadDesk): Outcome | undefined {
  if (error instanceof ReadError) return { status: 422, refusal: refusalOf(error.message) };
  if (error instanceof MulterError) {
    return error.code === 'LIMIT_FILE_SIZE'
      ? { status: 413, refusal: { wrong: `文件超过 ${largestMb} MB`, cure: '请删去图片，或另存为文本文件（.txt），再上传。' } }
      : { status: 400, refusal: { wrong: '表单里有多余的内容', cure: '一次上传一个文件。' } };
  }
  if (error instanceof SeedsError || error instanceof ManifestError) return { status: 503, refusal: NOT_USABLE };
  return isBrokenForm(error) ? { status: 400, refusal: BROKEN } : undefined;
}

// The form was cut off, or is none: what the parser of forms says is for programmers.
const isBrokenForm = (error: unknown): boolean =>
  error instanceof Error &&
  /Unexpected end of form|Malformed part header|Boundary not found|Request (?:aborted|closed)|Multipart:/iu.test(error.message);
