/** What every page loads: styles, formulas, the theme switch, and the elements by name. */

import "katex/dist/katex.css";
import "./style/fonts.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/figure.css";
import "./style/workbench.css";
import "./style/lesson.css";
import { typeset } from "./typeset";
import { themeSwitch } from "./theme";
import { Descent } from "./figures/descent";
import { Gradient } from "./figures/gradient";
import { Graph } from "./figures/graph";
import { Predict } from "./figures/predict";
import { Secant } from "./figures/secant";
import { Sgd } from "./figures/sgd";
import { Slices } from "./figures/slices";
import { SlopeTrace } from "./figures/slope_trace";
import { Tangent } from "./figures/tangent";
import { Question } from "./pages/question";
import { Tabs } from "./pages/tabs";
import { Workbench } from "./pages/workbench";

document.documentElement.classList.add("scripted");
themeSwitch();
customElements.define("steepest-descent", Descent);
customElements.define("steepest-graph", Graph);
customElements.define("steepest-gradient", Gradient);
customElements.define("steepest-predict", Predict);
customElements.define("steepest-secant", Secant);
customElements.define("steepest-question", Question);
customElements.define("steepest-sgd", Sgd);
customElements.define("steepest-slices", Slices);
customElements.define("steepest-slope-trace", SlopeTrace);
customElements.define("steepest-tabs", Tabs);
customElements.define("steepest-tangent", Tangent);
customElements.define("steepest-workbench", Workbench);
typeset(document);
