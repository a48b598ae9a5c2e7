using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Overview;

/// <summary>The first page. What a person does about a line is done where the line is; then the page reads again.</summary>
public sealed partial class OverviewPage
{
    private const int MostCards = 12;

    private OverviewPicture? picture;
    private ProjectNews? heard;
    private PageHeading heading = default!;

    [Inject] private OverviewReader Reader { get; set; } = default!;

    [Inject] private AttentionStore Store { get; set; } = default!;

    [Inject] private NeedStore Needs { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    /// <summary>Of what needs attention: <c>mine</c> alone.</summary>
    [SupplyParameterFromQuery] private string? Attention { get; set; }

    [CascadingParameter] private ProjectNews? News { get; set; }

    private bool IsMine => Attention == "mine" && picture?.SeesInstance == true;

    protected override async Task OnParametersSetAsync()
    {
        if (picture is null || heard != News)
        {
            heard = News;
            await ReadAsync();
        }
    }

    private async Task ReadAsync() => picture = await Reader.ReadAsync(await Caller.GetAsync(), CancellationToken.None);

    private async Task PutOffAsync((AttentionLine Line, int Days) chosen)
    {
        await Store.PutOffAsync(await Caller.GetAsync(), chosen.Line.Project, chosen.Line.Kind, chosen.Line.Targets, chosen.Days, CancellationToken.None);
        await DoneAsync($"Put off for {chosen.Days} days");
    }

    private async Task BringBackAsync(AttentionLine line)
    {
        await Store.BringBackAsync(await Caller.GetAsync(), line.Project, line.Kind, line.Targets, CancellationToken.None);
        await DoneAsync("Brought back");
    }

    private async Task NotNeededAsync((AttentionLine Line, AttentionItem Item) chosen)
    {
        var (line, item) = chosen;
        var isMarked = await Needs.MarkAsync(await Caller.GetAsync(), line.Project!, item.Name, item.Environment!, CancellationToken.None);
        await DoneAsync(isMarked ? $"{item.Name} is not needed in {item.EnvironmentName}" : $"Somebody set {item.Name} in {item.EnvironmentName} meanwhile");
    }

    // what had the focus may be gone with its line
    private async Task DoneAsync(string text)
    {
        heading.TakeFocus();
        Notices.Show(text);
        await ReadAsync();
    }

    private void Create() => Navigation.NavigateTo("/projects?new=true");
}
