/** What every page loads: styles, formulas, the theme switch, and the elements by name. */

import "katex/dist/katex.css";
import "./style/fonts.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/figure.css";
import "./style/workbench.css";
import { typeset } from "./typeset";
import { themeSwitch } from "./theme";
import { Tangent } from "./figures/tangent";
import { Tabs } from "./pages/tabs";
import { Workbench } from "./pages/workbench";

document.documentElement.classList.add("scripted");
themeSwitch();
customElements.define("steepest-tabs", Tabs);
customElements.define("steepest-tangent", Tangent);
customElements.define("steepest-workbench", Workbench);
typeset(document);
