package io.jenkins.statushub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's chromium, driven by its chromedriver. */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(20);

  private final ChromeDriver driver;
  private final Path profile;

  public Browser() throws IOException {
    profile = Files.createTempDirectory("statushub-browser");
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setCapability("goog:loggingPrefs", logging);
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-US",
        "--user-data-dir=" + profile,
        "--window-size=1360,1000");
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.manage().timeouts().scriptTimeout(TIMEOUT).pageLoadTimeout(TIMEOUT);
  }

  /** Whether a browser is installed. Called by the condition of the browser tests. */
  public static boolean isInstalled() {
    boolean here = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (!here) {
      System.out.println(
          "Skipping the tests in a browser: " + CHROMIUM + " or " + DRIVER + " is missing.");
    }
    return here;
  }

  public void open(URI page) {
    driver.get(page.toString());
    until("document.readyState === 'complete' && document.querySelector('h1') !== null");
  }

  /** Closes the page, and with it its connections to the hub. */
  public void leave() {
    driver.get("about:blank");
  }

  public void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  public void colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  public @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Adds a style sheet as a theme does, which the policy would not let a page do by itself. */
  public void theme(String css) {
    run(
        "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]);"
            + " document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];",
        css);
  }

  /** Returns the elements that a CSS selector finds. */
  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Returns the visible text of the page. */
  public String text() {
    return String.valueOf(run("return document.body.innerText"));
  }

  /** Returns the lines of the browser's console since the last call. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** Opens all details and waits for the end of all animations. */
  public void unfold() {
    run("document.querySelectorAll('details').forEach(one => one.open = true)");
    until("document.getAnimations().length === 0");
  }

  public double number(String script) {
    return ((Number) Objects.requireNonNull(run(script))).doubleValue();
  }

  /** Returns the visible text of an element, also during an animation. */
  public String text(String selector) {
    return String.valueOf(run("return arguments[0].innerText", find(selector))).strip();
  }

  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Waits until a JavaScript expression is true. */
  public void until(String expression, Object... arguments) {
    new WebDriverWait(driver, TIMEOUT, POLL)
        .withMessage(expression)
        .until(ignored -> Boolean.TRUE.equals(run("return !!(" + expression + ")", arguments)));
  }

  public void untilShown(String text) {
    until("document.body.innerText.includes(arguments[0])", text);
  }

  /** Returns the violations that the accessibility checker finds, one line each. */
  public String accessibilityViolations() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      run(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
    return String.valueOf(
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
              .then(found => done(found.violations
                .flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 150) + ' ' + n.failureSummary))
                .join('\\n')), error => done('axe failed: ' + error));
            """));
  }

  public void screenshot(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (var files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
