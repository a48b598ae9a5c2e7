using SecretsDashboard.Attention;

namespace SecretsDashboard.Overview;

/// <summary>All that the first page shows, read at one moment.</summary>
/// <param name="Steps">What is done once; empty when all of it is.</param>
/// <param name="Attention">What needs the person.</param>
/// <param name="SeesInstance">They see what needs somebody in the instance, too.</param>
/// <param name="Days">Thirty, today last.</param>
/// <param name="Events">The last ten, the newest first.</param>
public sealed record OverviewPicture(
    IReadOnlyList<FirstStep> Steps, OverviewFigures Figures, AttentionList Attention, bool SeesInstance, IReadOnlyList<ProjectCardItem> Cards, IReadOnlyList<OverviewDay> Days, IReadOnlyList<OverviewEvent> Events, bool CanCreate);
