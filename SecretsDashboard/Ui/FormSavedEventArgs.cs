namespace SecretsDashboard.Ui;

/// <summary>A form that the browser posted itself was saved. It says what to tell the person; there is no value in it.</summary>
public sealed class FormSavedEventArgs : EventArgs
{
    public string Text { get; set; } = "";

    /// <summary>What was made, where the page has to know; else empty.</summary>
    public string Id { get; set; } = "";
}
