package io.jenkins.statushub.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws figures as SVG. */
public final class Plot {
  private static final int WIDTH = 880;
  private static final int HEIGHT = 400;
  private static final Font FONT = new Font("SansSerif", Font.PLAIN, 13);

  /** Okabe and Ito's colours, which people tell apart whatever their eyes. */
  private static final Color[] COLOURS = {
    new Color(0x0072B2),
    new Color(0xE69F00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0x56B4E9),
    new Color(0xD55E00),
  };

  private final Chart<?, ?> chart;

  private Plot(Chart<?, ?> chart) {
    this.chart = chart;
  }

  /**
   * Bars side by side.
   *
   * @param names what stands below each group of bars
   * @param series for each kind of bar one value for each name, in their order
   */
  public static Plot bars(
      String title, String unit, List<String> names, Map<String, List<Double>> series) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setAvailableSpaceFill(0.75).setLabelsVisible(true);
    chart.getStyler().setLabelsFont(FONT.deriveFont(11f));
    style(chart.getStyler());
    series.forEach((name, values) -> chart.addSeries(name, names, values));
    return new Plot(chart);
  }

  /**
   * Lines over a logarithmic axis, from zero up.
   *
   * @param at the places on that axis
   * @param series for each line one value for each place, in their order
   */
  public static Plot lines(
      String title, String across, String unit, List<Double> at, Map<String, List<Double>> series) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(across)
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisMin(0.0);
    style(chart.getStyler());
    series.forEach(
        (name, values) -> chart.addSeries(name, at, values).setMarker(SeriesMarkers.CIRCLE));
    return new Plot(chart);
  }

  private static void style(AxesChartStyler styler) {
    styler.setSeriesColors(COLOURS);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesStroke(new BasicStroke(0.5f));
    styler.setChartTitleFont(FONT.deriveFont(Font.BOLD, 15f));
    styler.setAxisTitleFont(FONT);
    styler.setAxisTickLabelsFont(FONT);
    styler.setLegendFont(FONT);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setDecimalPattern("#,##0.##");
  }

  void write(Path file) throws IOException {
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
