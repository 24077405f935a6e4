// The pages of comparisons, by the names of their templates.
import type { CompareView } from './compare-page.ts';
import type { CompareStartView } from './compare-start.ts';
import type { DistinctiveView } from './distinctive-view.ts';
import type { KwicView } from './kwic-page.ts';
import type { MatrixView } from './matrix-page.ts';
import type { OpenApiView } from './openapi-page.ts';
import type { SharedView } from './shared-page.ts';
import type { TargetsPageView } from './targets-page.ts';
import type { ThemesView, ThemeView } from './theme-pages.ts';

export interface ComparisonViews {
  readonly 'compare-start': CompareStartView;
  readonly matrix: MatrixView;
  readonly kwic: KwicView;
  readonly compare: CompareView;
  readonly shared: SharedView;
  readonly distinctive: DistinctiveView;
  readonly themes: ThemesView;
  readonly theme: ThemeView;
  readonly targets: TargetsPageView;
  readonly openapi: OpenApiView;
}
