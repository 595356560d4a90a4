// What the panel at the symbol draws with: of Mantine only the ground and the tooltip.
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/Tooltip.layer.css';
import './fonts.css';
import './base.css';
