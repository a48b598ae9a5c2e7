using System.Collections.Immutable;

namespace SecretsDashboard.Ui;

/// <summary>Short messages that something worked, shown and read out by <see cref="NoticeArea"/>. Never a value in one.</summary>
internal sealed class Notices
{
    // more hide the page, and nobody reads them
    private const int Most = 3;

    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(6);
    private ImmutableList<string> current = [];

    public event Action? Changed;

    public IReadOnlyList<string> Current => current;

    public void Show(string text)
    {
        ImmutableInterlocked.Update(ref current, list => (list.Count < Most ? list : list.RemoveAt(0)).Add(text));
        Changed?.Invoke();
        _ = ForgetAsync(text);
    }

    private async Task ForgetAsync(string text)
    {
        await Task.Delay(Shown);
        ImmutableInterlocked.Update(ref current, list => list.Remove(text));
        Changed?.Invoke();
    }
}
