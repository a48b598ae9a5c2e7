using System.Globalization;
using System.Text;

namespace SecretsDashboard.Bench;

/// <summary>Collects what was measured of pages, says which bars are reached, and writes it as Markdown.</summary>
internal sealed class PageReport(BenchOptions options)
{
    public const string ColdWeight = "page with 20 secrets, cold, without fonts";
    public const string Fonts = "fonts";
    public const string WarmWeight = "page with 20 secrets, warm";
    public const string Usable = "usable with 20 secrets, cold";
    public const string UsableWarm = "usable with 20 secrets, warm";
    public const string UsableMany = "usable with 10,000 secrets, cold";

    private const string Weight = "KiB";

    // in the order of the table; a deed that is not among them has no bar
    private static readonly (string Name, string Unit, double Bar)[] Bars =
    [
        (ColdWeight, Weight, 165), (Fonts, Weight, 150), (WarmWeight, Weight, 20), (Usable, "ms", 700), (UsableWarm, "ms", 700), (UsableMany, "ms", 1000),
        (PageVisitor.NextPage, "ms", 250), (PageVisitor.Sort, "ms", 250), (PageVisitor.Filter, "ms", 250), (PageVisitor.Palette, "ms", 50), (PageVisitor.Dialog, "ms", 100),
        (PageVisitor.Overview, "ms", 250),
    ];

    private readonly List<IReadOnlyDictionary<string, double>> here = [];
    private readonly List<IReadOnlyDictionary<string, double>> there = [];

    public bool AllReached => Array.TrueForAll(Bars, bar => Median(here, bar.Name) <= bar.Bar);

    public string Text
    {
        get
        {
            var text = new StringBuilder().AppendLine(Line($"Pages in Chromium, medians of {options.Rounds} rounds, {Environment.ProcessorCount} processors shared with the browser")).AppendLine();
            text.AppendLine(there.Count == 0 ? "| Measured | | Bar | |" : "| Measured | | Bar | | Other build | ratio |").AppendLine(there.Count == 0 ? "|---|---|---|---|" : "|---|---|---|---|---|---|");
            foreach (var (name, unit, bar) in Bars)
            {
                var median = Median(here, name);
                text.Append(Line($"| {name} | {median:0} {unit} | ≤ {bar:0} | {(median <= bar ? "reached" : "**not reached**")} |"));
                // each round with its neighbour: what slowed the machine down slowed both
                text.AppendLine(there.Count == 0 ? "" : Line($" {Median(there, name):0} {unit} | {Report.Median(here.Zip(there, (one, other) => one[name] / other[name])):0.00} |"));
            }
            return text.ToString();
        }
    }

    public void Add(bool isOther, IReadOnlyList<(string Name, double Value)> measured) =>
        (isOther ? there : here).Add(measured.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal));

    private static double Median(List<IReadOnlyDictionary<string, double>> rounds, string name) => Report.Median(rounds.Select(round => round[name]));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
