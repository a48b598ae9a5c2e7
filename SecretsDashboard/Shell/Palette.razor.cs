using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>
/// Ctrl+K: finds pages, projects, people and secrets by name and goes there, by keyboard alone. Its script opens and closes it; here is
/// what it shows, which choice is the active one, and where Enter leads.
/// </summary>
public sealed partial class Palette
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private CancellationTokenSource asking = new();
    // what the newest answer holds; the one before stays until it is there
    private IReadOnlyList<PaletteGroup>? groups;
    private List<PaletteItem> items = [];
    private string text = "";
    private int active;
    private bool waiting;
    private bool goes;
    // a new one is a new, closed dialog
    private int visit;

    [Inject] private PaletteReader Reader { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private string Status => items.Count switch
    {
        _ when groups is null => "",
        0 => "Nothing you may see fits this. Keys and descriptions of secrets are searched, names of projects and pages, names and addresses of people.",
        1 => "1 result",
        var count => $"{count} results",
    };

    public void Dispose()
    {
        asking.Cancel();
        asking.Dispose();
    }

    private static string IdOf(int index) => $"palette-{index}";

    private static string LabelOf(PaletteGroup group) => $"palette-{group.Name}";

    // also when it was opened, with an empty text
    private Task TypedAsync(ChangeEventArgs change)
    {
        (text, goes) = (change.Value as string ?? "", false);
        return AskAsync(text == "" ? TimeSpan.Zero : Pause);
    }

    private async Task PressedAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when items.Count > 0:
                active = (active + 1) % items.Count;
                break;
            case "ArrowUp" when items.Count > 0:
                active = (active + items.Count - 1) % items.Count;
                break;
            case "Enter" when waiting && !key.IsComposing:
                goes = true;
                break;
            case "Enter" when items.Count > 0 && !key.IsComposing:
                await GoAsync(items[active]);
                break;
        }
    }

    private async Task AskAsync(TimeSpan pause)
    {
        await asking.CancelAsync();
        asking.Dispose();
        asking = new CancellationTokenSource();
        var mine = asking.Token;
        waiting = true;
        try
        {
            await Task.Delay(pause, mine);
            var answer = await Reader.FindAsync(await Caller.GetAsync(), text, mine);
            mine.ThrowIfCancellationRequested();
            (groups, items, active, waiting) = (answer, [.. answer.SelectMany(group => group.Items)], 0, false);
        }
        catch (OperationCanceledException)
        {
            return; // a newer question is on its way, or nobody waits any more
        }
        catch (AccessDeniedException)
        {
            Clear(); // the session ended: the circuit is being cut, the page goes to sign-in
        }
        if (goes && items.Count > 0)
        {
            await GoAsync(items[0]);
        }
        goes = false;
    }

    private async Task GoAsync(PaletteItem item)
    {
        await ClosedAsync();
        visit++;
        Navigation.NavigateTo(item.Address);
    }

    private async Task ClosedAsync()
    {
        await asking.CancelAsync();
        Clear();
    }

    private void Clear() => (groups, items, text, active, waiting, goes) = (null, [], "", 0, false, false);
}
