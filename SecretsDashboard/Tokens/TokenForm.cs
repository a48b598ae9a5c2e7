namespace SecretsDashboard.Tokens;

/// <summary>What the form for a new token posts.</summary>
internal sealed class TokenForm
{
    public string Name { get; set; } = "";

    /// <summary>Slug of the one environment.</summary>
    public string Environment { get; set; } = "";

    public bool Read { get; set; }
    public bool List { get; set; }
    public bool Write { get; set; }

    /// <summary>Days until it ends, as typed.</summary>
    public string Days { get; set; } = "";

    /// <summary>Addresses and networks it may be used from, separated by commas, spaces or lines; blank: everywhere.</summary>
    public string Addresses { get; set; } = "";
}
