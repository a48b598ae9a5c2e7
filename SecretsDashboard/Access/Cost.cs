namespace SecretsDashboard.Access;

/// <summary>What a person or a program uses up of their <see cref="Budget"/>.</summary>
internal enum Cost
{
    /// <summary>Requests over HTTP, and changes made in an open page; a file to import counts as several.</summary>
    Request,

    /// <summary>A .env file that is read, compared or stored: one at a time, and the others wait for their turn.</summary>
    Import,

    /// <summary>Bytes of a body, from their arrival to the answer.</summary>
    BodyByte,

    /// <summary>Circuits, connected or waiting for their page to come back.</summary>
    Circuit,

    /// <summary>KiB that are written to the disk.</summary>
    StoredKilobyte,
}
